import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const rules = [...readFileSync(join(root, 'core/sync/SPEC.md'), 'utf8').matchAll(/^- \*\*\[([A-Z]\d+)\]\*\* /gm)].map((m) => m[1]!)

/** The labels in titles of tests, with the files that have them. */
function labels(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const file of readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))) {
    for (const [, title] of readFileSync(join(root, 'test', file), 'utf8').matchAll(/^\s*(?:it|test)(?:\.each\(.*\))?\((['"`].*)/gm)) {
      for (const [, label] of title!.split(/['"`], /)[0]!.matchAll(/\[([A-Z]\d+)\]/g)) found.set(label!, [...(found.get(label!) ?? []), file])
    }
  }
  return found
}

it('every rule of the specification is said once and has a test that carries its label, and no test names another rule', () => {
  const tested = labels()
  expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([])
  expect(rules.filter((rule) => !tested.has(rule))).toEqual([])
  expect([...tested].filter(([label]) => !rules.includes(label)).map(([label, files]) => `${label} in ${files.join(', ')}`)).toEqual([])
})

it('the specification can be read in ten minutes', () => {
  const words = readFileSync(join(root, 'core/sync/SPEC.md'), 'utf8').split(/\s+/).length
  expect(words).toBeLessThan(2000)
})
