import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { fromBase64, toBase64 } from '#core/notes/base64.ts'
import { chipNode, mentionNode, noteFromMarkdown, noteFromNodes, noteFromText, paragraph } from '#core/notes/compose.ts'
import { compactNote, isNoteUpdate, noteDoc, noteFragment, readDoc, readNote } from '#core/notes/document.ts'
import { noteHtml } from '#core/notes/html.ts'
import { isKnown, isSafeHref } from '#core/notes/schema.ts'
import { noteRefs, noteText } from '#core/notes/text.ts'
import { describeSharedData, sharedText } from '../../../support/shared-data.ts'

const gone = () => undefined

describe('base64', () => {
  it('is what Node makes of it, both ways', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect([...fromBase64(toBase64(bytes))]).toEqual([...bytes])
    }))
  })
})

describe('a note as text', () => {
  it('gives one line per block, cells beside each other, mentions by name', () => {
    const note = noteFromNodes([
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Verlichting' }] },
      paragraph('Vraag aan ', mentionNode('teamMember', 'm1', 'Voorbeeld Jansen'), ' over ', mentionNode('theme', 't1', 'verkeer')),
      { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('lamp één'), { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('bij de school')] }] }] }] },
      { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph('a')] }, { type: 'tableCell', content: [paragraph('b')] }] }] },
      chipNode('action', 'a1'), chipNode('decision', 'd1'), chipNode('action', 'a1'),
    ])
    expect(noteText(note)).toBe('Verlichting\nVraag aan @Voorbeeld Jansen over #verkeer\nlamp één\nbij de school\na\tb')
    expect(noteRefs(readNote([note]))).toEqual([{ kind: 'teamMember', id: 'm1' }, { kind: 'theme', id: 't1' }, { kind: 'action', id: 'a1' }, { kind: 'decision', id: 'd1' }])
  })

  it('keeps both texts of two laptops that typed offline', () => {
    const start = noteFromText('Begin')
    const type = (text: string) => {
      const doc = noteDoc([start])
      const line = new Y.XmlElement('paragraph')
      line.insert(0, [new Y.XmlText(text)])
      noteFragment(doc).push([line])
      return Y.encodeStateAsUpdateV2(doc)
    }
    const [a, b] = [type('van laptop een'), type('van laptop twee')]
    expect(noteText(start, a, b)).toBe(noteText(start, b, a))
    expect(noteText(a, b)).toContain('van laptop een')
    expect(noteText(b, a)).toContain('van laptop twee')
    expect(noteText(compactNote([a, b, a]))).toBe(noteText(a, b))
  })

  it('forgets deleted text when compacted', () => {
    const doc = noteDoc([noteFromText('geheim woord')])
    noteFragment(doc).delete(0, 1)
    expect(Buffer.from(compactNote([Y.encodeStateAsUpdateV2(doc)])).includes('geheim')).toBe(false)
  })

  it('knows a broken update and parts of a newer version', () => {
    expect(isNoteUpdate(noteFromText('x'))).toBe(true)
    expect(isNoteUpdate(new Uint8Array([1, 2, 3]))).toBe(false)
    expect(isKnown(readNote([noteFromMarkdown('# a\n- b\n\n| c |\n|---|\n| d |')]))).toBe(true)
    expect(isKnown([{ type: 'paragraph', content: [{ type: 'drawing' }] }])).toBe(false)
    expect(isKnown([{ type: 'paragraph', content: [{ type: 'text', text: 'a', marks: [{ type: 'comment' }] }] }])).toBe(false)
  })
})

describe('a note as HTML', () => {
  it('shows headings, lists, checks, tables, marks and rows by their title of now', () => {
    const note = noteFromMarkdown('# Kop\n\n**vet** en *schuin* [site](https://a.nl/?a=1&b=2)\n\n- [x] klaar\n- [ ] open\n\n3. drie\n4. vier\n\n| a | b |\n|---|---|\n| 1 | 2 |')
    const html = noteHtml(note, gone)
    expect(html).toContain('<h3>Kop</h3><p><strong>vet</strong> en <em>schuin</em> <a href="https://a.nl/?a=1&amp;b=2" rel="noopener noreferrer">site</a></p>')
    expect(html).toContain('<li class="done">')
    expect(html).toContain('<ol start="3"><li><p>drie</p></li>')
    expect(html).toContain('<tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p>1</p></td><td><p>2</p></td></tr>')
    const chips = noteHtml(noteFromNodes([chipNode('action', 'a1'), chipNode('decision', 'weg')]), (ref) => (ref.id === 'a1' ? { title: 'Lamp <maken>', detail: 'BOA, 12 dec' } : undefined))
    expect(chips).toBe('<p class="chip chip-action"><strong>Actie:</strong> Lamp &lt;maken&gt; <span class="detail">(BOA, 12 dec)</span></p><p class="chip"><strong>Besluit</strong> (verwijderd)</p>')
  })

  it('is harmless whatever the document holds', () => {
    const evil = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'javascript:alert(1)', 'data:text/html,x', ' javascript:x', 'https://a.nl/"onmouseover="x', 'file:///etc/passwd', 'constructor', '__proto__']
    for (const text of evil) {
      const html = noteHtml(noteFromNodes([
        { type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'link', attrs: { href: text } }, { type: text }] }] },
        { type: text, attrs: { id: text, style: text }, content: [paragraph(text)] },
        { type: 'heading', attrs: { level: text } }, { type: 'tableCell', attrs: { colspan: text } }, { type: 'mention', attrs: { kind: 'theme', id: 'x', label: text } }, { type: 'chip', attrs: { kind: text, id: text } },
      ]), () => ({ title: text, detail: text }))
      expect(html).not.toMatch(/<(script|img)|href="(?!https?:|mailto:)/i)
      expect(html.replaceAll(/<\/?(p|h3|td|span|strong|a)( class="[a-z -]+"| rel="noopener noreferrer"| href="[^"<>]*")*>/g, '')).not.toMatch(/[<>]/)
    }
    expect(isSafeHref('HTTPS://voorbeeld.example/a?b=c#d')).toBe(true)
    expect(isSafeHref('mailto:a@voorbeeld.example')).toBe(true)
    expect(evil.filter(isSafeHref)).toEqual([])
  })
})

describe('Markdown', () => {
  it('reads nested lists, quotes and escapes', () => {
    expect(readNote([noteFromMarkdown('1. een\n   - onder\n     vervolg\n2. twee\n\n> citaat \\*zo\\*\n\na_b_c en __vet__')])).toEqual([
      { type: 'orderedList', content: [
        { type: 'listItem', content: [paragraph('een'), { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph('onder vervolg')] }] }] },
        { type: 'listItem', content: [paragraph('twee')] }] },
      { type: 'blockquote', content: [paragraph('citaat *zo*')] },
      { type: 'paragraph', content: [{ type: 'text', text: 'a_b_c en ' }, { type: 'text', text: 'vet', marks: [{ type: 'bold' }] }] },
    ].map(withMarkAttrs))
  })

  it('ends on any text, in parts that are known', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('- a', '  - b', '1. c', '> d', '# e', '| f |', '|---|', '', '    g', '* * *', '**h', '[i](', '```', '- [ ] j'), { maxLength: 14 }), (lines) => {
      const nodes = readNote([noteFromMarkdown(lines.join('\n'))])
      expect(isKnown(nodes)).toBe(true)
    }))
  })
})

/** What Yjs gives back for a mark without attributes. */
function withMarkAttrs<T>(node: T): T {
  return JSON.parse(JSON.stringify(node), (_key, value: unknown) => (typeof value === 'object' && value !== null && 'type' in value && value.type === 'bold' ? { type: 'bold', attrs: {} } : value)) as T
}

describeSharedData('real minutes', () => {
  it('come in with their headings, tables and links', () => {
    const note = noteFromMarkdown(sharedText('06-nederlandse-tekst/notulen/2023-04-13-api-verslag.md'))
    const nodes = readNote([note])
    expect(isKnown(nodes)).toBe(true)
    expect(new Set(nodes.map((n) => n.type))).toEqual(new Set(['heading', 'table', 'paragraph', 'bulletList', 'blockquote']))
    expect(noteText(note)).toContain('Pieter Dijkstra (Kadaster)')
    expect(noteText(note)).toContain('Vergaderplaats\tOnline overleg via Webex')
    expect(noteHtml(note, gone)).toContain('<a href="https://github.com/Logius-standaarden/API-Design-Rules/pull/127"')
  })
})

interface Trace { readonly startContent: string; readonly endContent: string; readonly txns: readonly { readonly patches: readonly (readonly [number, number, string])[] }[] }

describeSharedData('editing traces', () => {
  it.each(['friendsforever_flat', 'json-crdt-patch', 'sveltecomponent', 'rustcode'])('%s replays to its end text through updates', async (name) => {
    const { gunzipSync } = await import('node:zlib')
    const { sharedBytes } = await import('../../../support/shared-data.ts')
    const trace = JSON.parse(gunzipSync(sharedBytes(`08-bewerkingssporen/sequential-${name}.json.gz`)).toString()) as Trace
    const typing = noteDoc(), updates: Uint8Array[] = []
    const line = new Y.XmlElement('paragraph'), text = new Y.XmlText(trace.startContent)
    typing.on('updateV2', (update: Uint8Array) => updates.push(update))
    line.insert(0, [text])
    noteFragment(typing).push([line])
    const points = [...trace.startContent]
    const wide = points.some((p) => p.length > 1) || [...trace.endContent].some((p) => p.length > 1)
    const unit = (at: number): number => (wide ? points.slice(0, at).join('').length : at)
    for (const { patches } of trace.txns) typing.transact(() => {
      for (const [at, remove, insert] of patches) {
        const from = unit(at)
        if (remove > 0) text.delete(from, unit(at + remove) - from)
        if (insert !== '') text.insert(from, insert)
        points.splice(at, remove, ...insert)
      }
    })
    const batches: Uint8Array[] = []
    for (let i = 0; i < updates.length; i += 200) batches.push(Y.mergeUpdatesV2(updates.slice(i, i + 200)))
    const elsewhere = noteDoc([compactNote(batches)])
    expect(readDoc(elsewhere)[0]?.content?.map((n) => n.text).join('')).toBe(trace.endContent)
  }, 60_000)
})
