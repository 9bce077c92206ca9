import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { minutesHtml } from '#core/minutes/minutes.ts'
import { wordDocument } from '../../../electron/data/documents/word.ts'

/** 1 × 1 pixel. */
const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const html = minutesHtml({
  kind: 'wijkpanel', title: 'Panel <Overdie> & Ömer', gebied: 'Zuid', panel: '', startsAt: '2026-12-02T19:30', endsAt: null, place: 'Buurthuis', address: '', people: [],
  agenda: [{ id: 'a', title: 'Verlichting', minutes: 10, owner: '', intro: '', note: '<ul><li>lampen</li></ul><table><tr><th>a</th><td>b</td></tr></table>' }],
  note: '', choices: [], decisions: [], actions: [], attachments: [], style: { municipality: 'Gemeente Voorbeeldstad', logo: PIXEL, accent: '', footer: '' },
  options: { attendance: 'counts', notes: true, actions: true, edition: 'openbaar', keep: [], also: [] }, final: null,
})

describe('a page as Word document', async () => {
  const files = unzipSync(await wordDocument(html))
  const part = (name: string) => strFromU8(files[name] ?? new Uint8Array())
  const words = part('word/document.xml').replace(/<[^>]*>/g, ' ')

  it('holds the words, headings, lists, tables and the logo of the page', () => {
    for (const text of ['Verslag Panel &lt;Overdie&gt; &amp; Ömer', 'woensdag 2 december 2026', 'Verlichting', 'lampen', 'Er zijn geen besluiten genomen.']) expect(words).toContain(text)
    for (const style of ['Heading1', 'Heading2', 'Heading3']) expect(part('word/document.xml')).toContain(`"${style}"`)
    expect(part('word/document.xml')).toContain('<w:tbl>')
    expect(Object.keys(files).some((name) => /^word\/media\/.*\.png$/.test(name))).toBe(true)
  })
  it('is Dutch A4 with numbered pages, and needs nothing from elsewhere', () => {
    expect(part('word/document.xml')).toMatch(/<w:pgSz w:w="119\d\d" w:h="168\d\d"/)
    expect(part('word/styles.xml')).toContain('w:val="nl-NL"')
    expect(Object.keys(files).filter((name) => name.startsWith('word/footer')).map(part).join('')).toContain('Bladzijde')
    expect(part('docProps/core.xml')).toContain('Verslag Panel &lt;Overdie&gt; &amp; Ömer')
    expect(Object.keys(files).filter((name) => name.endsWith('.rels')).map(part).join('')).not.toContain('External')
  })
})
