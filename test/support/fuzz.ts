import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'

/** `FUZZ=20` tries twenty times as much, `FUZZ_SEED=123` the same again. */
export const fuzzTimes = Number(process.env['FUZZ'] ?? 1)
const given = process.env['FUZZ_SEED']

/** Null when the property holds; otherwise what broke it and how to see it again. */
export async function fuzz<T>(property: fc.IAsyncProperty<T> | fc.IProperty<T>, runs: number): Promise<string | null> {
  const seed = given === undefined ? 20261123 + (fuzzTimes > 1 ? Date.now() % 1_000_000 : 0) : Number(given)
  const r = await fc.check(property, { numRuns: Math.ceil(runs * fuzzTimes), seed })
  return r.failed ? `FUZZ_SEED=${r.seed} FUZZ=${fuzzTimes}: ${fc.stringify(r.counterexample).slice(0, 2000)} ${String(r.errorInstance ?? '')}` : null
}

/** Every route of the server with its methods, as its router has them: a new one cannot be forgotten. */
export function routesOf(app: FastifyInstance): { readonly path: string; readonly methods: readonly string[] }[] {
  const parts: string[] = []
  return app.printRoutes({ commonPrefix: false }).split('\n').flatMap((line) => {
    const found = /^(.*?)(?:├──|└──) (\S+)(?: \(([A-Z, ]+)\))?/.exec(line)
    if (!found) return []
    const depth = found[1]!.length / 4
    parts.splice(depth, parts.length, found[2]!)
    return found[3] === undefined ? [] : [{ path: parts.join('').replaceAll('//', '/'), methods: found[3].split(', ') }]
  })
}

/** What people never type and programs choke on; the list of the data beside the project has hundreds more. */
export const hostileTexts: readonly string[] = [
  '', ' ', '\u0000', 'a\u0000b', '\uFEFF', '\uD800', '\uDC00x', '‮omgekeerd', 'Z̸̢͠a̵l̷g̶o', '👩‍👩‍👧‍👦', '\r\n\r\nHTTP/1.1 200 OK', "' OR 1=1 --", "'; DROP TABLE row; --", '"; ATTACH DATABASE \'/tmp/x\' AS x; --',
  '<script>alert(1)</script>', '{{7*7}}', '${7*7}', '%00', '%s%n', '../../etc/passwd', '\\\\server\\share', 'file:///etc/passwd', '__proto__', 'constructor', 'toString', 'NaN', 'null', 'undefined', '1e999', '-0', '9007199254740993', 'é', 'e\u0301', '\u202E', '\u2028', 'x'.repeat(70), 'ij'.repeat(5000),
]
