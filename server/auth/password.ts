import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const run = promisify(argon2)
/** OWASP's second choice for Argon2id: 19 MiB, two passes. Stored with each password, so it can be raised later. */
const MEMORY_KIB = 19_456, PASSES = 2, LANES = 1, LENGTH = 32
/** So many at once: each takes memory and a core. */
const AT_ONCE = 2

export interface Passwords {
  hash(password: string): Promise<string>
  /** `stored` undefined (no such account) takes as long and answers false. */
  matches(password: string, stored: string | undefined): Promise<boolean>
}

/** Argon2id as PHC strings: `$argon2id$v=19$m=..,t=..,p=..$salt$hash`. */
export function argonPasswords(): Passwords {
  const queue = slots(AT_ONCE)
  const derive = (password: string, nonce: Buffer, memory: number, passes: number, parallelism: number, tagLength: number) =>
    queue(() => run('argon2id', { message: password.normalize('NFC'), nonce, memory, passes, parallelism, tagLength }))
  const hash = async (password: string) => {
    const salt = randomBytes(16)
    return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${plain(salt)}$${plain(await derive(password, salt, MEMORY_KIB, PASSES, LANES, LENGTH))}`
  }
  return {
    hash,
    async matches(password, stored) {
      const parsed = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored ?? '')
      if (!parsed) { await derive(password, Buffer.alloc(16), MEMORY_KIB, PASSES, LANES, LENGTH); return false }
      const [, memory, passes, lanes, salt, tag] = parsed
      const expected = Buffer.from(tag!, 'base64')
      const found = await derive(password, Buffer.from(salt!, 'base64'), Number(memory), Number(passes), Number(lanes), expected.length)
      return timingSafeEqual(found, expected)
    },
  }
}

const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

function slots(count: number) {
  let free = count
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1; else await new Promise<void>((go) => waiting.push(go))
    try { return await work() } finally { const next = waiting.shift(); if (next) next(); else free += 1 }
  }
}

/** Without letters and digits that look alike. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
/** Four groups of four: 79 bits. Handed over once; `random` gives one byte per letter. */
export const generatedPassword = (random: (count: number) => Uint8Array): string => {
  const picked: string[] = []
  while (picked.length < 16) for (const byte of random(32)) if (byte < letters.length * 8 && picked.length < 16) picked.push(letters[byte % letters.length]!)
  return [0, 4, 8, 12].map((i) => picked.slice(i, i + 4).join('')).join('-')
}

export const MIN_PASSWORD = 10
/** The problem with a chosen password, in Dutch. */
export const passwordProblem = (password: string, name: string): string | undefined =>
  [...password].length < MIN_PASSWORD ? `Kies een wachtwoord van minstens ${MIN_PASSWORD} tekens` : password.toLowerCase().includes(name.toLowerCase()) ? 'Kies een wachtwoord zonder uw naam erin' : /^(.)\1*$/u.test(password) ? 'Kies een wachtwoord met verschillende tekens' : undefined
