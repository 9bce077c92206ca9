import { unzipSync } from 'fflate'
import { Window, type Element } from 'happy-dom'
import { expect, it } from 'vitest'
import { toXlsx, type SheetCell } from '#core/export/xlsx.ts'

/**
 * Excel does not run here, so the rules by which it calls a file broken are checked one by one (ECMA-376 part 1 §18 and part 2),
 * with a reader that is not ours.
 */
const NASTY = ['=1+1', '+31612345678', '0612345678', 'Zoë & <b>"Jan"</b>', '\u0000\u0007\uFFFE', 'half \uD83D teken', '_x0041_', ' spaties ', 'regel\r\nregel', '𝕏'.repeat(20_000), ''] as const
const rows: SheetCell[][] = NASTY.map((text, i) => [text, i, { date: '2026-11-23' }, i === 3 ? Number.NaN : 1.5])
const columns = ['tekst', 'nummer', 'dag', 'getal'].map((header) => ({ header, width: 12 }))
const parts = unzipSync(toXlsx([{ name: "Contacten [1]'", columns, rows }, { name: 'leeg', columns: [], rows: [] }, { name: 'breed', columns: Array.from({ length: 60 }, (_, i) => ({ header: `k${String(i)}`, width: 5 })), rows: [Array.from({ length: 60 }, () => 'x')] }]))
const names = Object.keys(parts)
const text = (name: string) => new TextDecoder('utf-8', { fatal: true }).decode(parts[name])
const parser = new (new Window().DOMParser)()
const parse = (name: string) => {
  const document = parser.parseFromString(text(name), 'application/xml')
  if (document.querySelector('parsererror')) throw new Error(`${name} is not well-formed`)
  return document.documentElement
}
const elements = (root: Element, name: string): Element[] => [...root.getElementsByTagName(name)]
const sheets = names.filter((name) => name.startsWith('xl/worksheets/'))
const columnOf = (address: string) => [.../^[A-Z]+/.exec(address)![0]].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

it('the package: every part has one content type, every relation points at a part, and nothing lies about', () => {
  expect(names[0]).toBe('[Content_Types].xml')
  const types = parse('[Content_Types].xml')
  const overrides = elements(types, 'Override').map((e) => e.getAttribute('PartName')!)
  expect(new Set(overrides).size).toBe(overrides.length)
  expect(overrides.toSorted()).toEqual(names.filter((name) => name.startsWith('xl/') && !name.endsWith('.rels')).map((name) => `/${name}`).toSorted())
  for (const [rels, base] of [['_rels/.rels', ''], ['xl/_rels/workbook.xml.rels', 'xl/']] as const) {
    const relations = elements(parse(rels), 'Relationship')
    expect(new Set(relations.map((e) => e.getAttribute('Id'))).size).toBe(relations.length)
    for (const relation of relations) expect(names).toContain(base + relation.getAttribute('Target')!)
  }
})

it('the workbook: at least one sheet, names that Excel takes, ids that exist', () => {
  const ids = elements(parse('xl/_rels/workbook.xml.rels'), 'Relationship').map((e) => e.getAttribute('Id'))
  const found = elements(parse('xl/workbook.xml'), 'sheet')
  expect(found).toHaveLength(3)
  for (const sheet of found) {
    expect(sheet.getAttribute('name')).toMatch(/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/)
    expect(ids).toContain(sheet.getAttribute('r:id'))
  }
})

it('the sheets: elements in the order of the schema, rows and cells ascending, styles that exist, text that XML allows', () => {
  const order = ['sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetProtection', 'autoFilter', 'mergeCells', 'pageMargins']
  const styles = elements(elements(parse('xl/styles.xml'), 'cellXfs')[0]!, 'xf').length
  for (const name of sheets) {
    const root = parse(name)
    const places = [...root.children].map((child) => order.indexOf(child.tagName))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    const lines = elements(root, 'row').map((row) => Number(row.getAttribute('r')))
    expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b))
    for (const row of elements(root, 'row')) {
      const cells = elements(row, 'c'), at = cells.map((cell) => columnOf(cell.getAttribute('r')!))
      expect(at).toEqual([...new Set(at)].toSorted((a, b) => a - b))
      for (const cell of cells) {
        expect(cell.getAttribute('r')).toMatch(new RegExp(`^[A-Z]{1,3}${row.getAttribute('r')!}$`))
        expect(Number(cell.getAttribute('s') ?? 0)).toBeLessThan(styles)
        const sound = cell.getAttribute('t') === 'inlineStr' ? elements(cell, 't').length === 1 : /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(elements(cell, 'v')[0]!.textContent)
        expect(sound).toBe(true)
      }
    }
    expect(elements(root, 'f')).toEqual([])
    // oxlint-disable-next-line no-control-regex -- what XML 1.0 forbids
    expect(text(name)).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/)
    for (const t of elements(root, 't')) expect(t.textContent.length).toBeLessThanOrEqual(32_767 * 7)
  }
})

it('the styles: counts that are right, parts in the order of the schema, numbers that exist', () => {
  const root = parse('xl/styles.xml')
  expect([...root.children].map((child) => child.tagName)).toEqual(['numFmts', 'fonts', 'fills', 'borders', 'cellStyleXfs', 'cellXfs'])
  for (const list of root.children) expect(Number(list.getAttribute('count'))).toBe(list.children.length)
  const count = (list: string) => elements(root, list)[0]!.children.length
  for (const xf of elements(elements(root, 'cellXfs')[0]!, 'xf')) {
    for (const [attribute, list] of [['fontId', 'fonts'], ['fillId', 'fills'], ['borderId', 'borders'], ['xfId', 'cellStyleXfs']] as const) expect(Number(xf.getAttribute(attribute))).toBeLessThan(count(list))
  }
})

it('the values read back as they were, by a reader that is not ours', () => {
  const cells = elements(parse('xl/worksheets/sheet1.xml'), 'row')[2]!
  expect(elements(cells, 't').map((t) => t.textContent)).toEqual(['+31612345678'])
  expect(elements(cells, 'v').map((v) => v.textContent)).toEqual(['1', '46349', '1.5'])
})
