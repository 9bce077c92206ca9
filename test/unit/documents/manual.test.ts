import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const manual = join(import.meta.dirname, '../../../docs/handleiding')
const pages = readdirSync(manual).filter((file) => file.endsWith('.md'))
const links = (file: string): string[] => [...readFileSync(join(manual, file), 'utf8').matchAll(/\]\(([^)#]+)\)/g)].map(([, to]) => to!)

describe('the manual', () => {
  test.each(pages)('%s shows and links to what is there', (file) => {
    expect(links(file).filter((to) => !existsSync(join(manual, to)))).toEqual([])
  })
  test('every chapter is in the contents, and every picture is shown', () => {
    expect(pages.filter((file) => file !== 'README.md' && !links('README.md').includes(file))).toEqual([])
    const shown = new Set(pages.flatMap(links))
    expect(readdirSync(join(manual, 'beelden')).filter((file) => !shown.has(`beelden/${file}`))).toEqual([])
  })
})
