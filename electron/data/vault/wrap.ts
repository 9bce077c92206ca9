import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'

/** How hard it is to try one passphrase. Stored with every wrapped key, so that a later version can ask more. */
export interface ScryptCost { readonly N: number; readonly r: number; readonly p: number }
/** 128 MB and about half a second on an office laptop. */
export const passphraseCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }
/** A recovery code has 125 random bits: nobody guesses it, so it need not be slow. */
export const recoveryCost: ScryptCost = { N: 2 ** 14, r: 8, p: 1 }

const base64 = z.base64().max(200)
export const wrappedKeySchema = z.strictObject({
  kdf: z.literal('scrypt'), N: z.int().min(2 ** 10).max(2 ** 20), r: z.int().min(1).max(32), p: z.int().min(1).max(16), salt: base64,
  cipher: z.literal('aes-256-gcm'), nonce: base64, tag: base64, key: base64,
})
export type WrappedKey = z.infer<typeof wrappedKeySchema>

const derive = (secret: string, salt: Uint8Array, { N, r, p }: ScryptCost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFC'), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)))
  })

/** Locks the database key with a secret. `purpose` is bound in: a wrapped key cannot be passed off as another. */
export async function wrapKey(key: Uint8Array, secret: string, purpose: string, cost: ScryptCost): Promise<WrappedKey> {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await derive(secret, salt, cost), nonce).setAAD(Buffer.from(purpose))
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()])
  const text = (bytes: Buffer) => bytes.toString('base64')
  return { kdf: 'scrypt', ...cost, salt: text(salt), cipher: 'aes-256-gcm', nonce: text(nonce), tag: text(cipher.getAuthTag()), key: text(wrapped) }
}

/** The database key, or undefined when the secret is not the right one. */
export async function unwrapKey(wrapped: WrappedKey, secret: string, purpose: string): Promise<Uint8Array | undefined> {
  const bytes = (text: string) => Buffer.from(text, 'base64')
  const derived = await derive(secret, bytes(wrapped.salt), wrapped)
  const decipher = createDecipheriv('aes-256-gcm', derived, bytes(wrapped.nonce)).setAAD(Buffer.from(purpose)).setAuthTag(bytes(wrapped.tag))
  const key = decipher.update(bytes(wrapped.key))
  try {
    return Buffer.concat([key, decipher.final()])
  } catch {
    return undefined // the tag does not fit: a wrong secret, or a changed file
  }
}
