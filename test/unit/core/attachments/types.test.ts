import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAsNamed, safeFileName, sniff } from '#core/attachments/types.ts'
import { attachmentSubjects, isKindName, kinds } from '#core/model/kinds.ts'
import { fuzz } from '../../../support/fuzz.ts'
import { png } from '../../../support/png.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])

describe('what may be an attachment', () => {
  it.each([
    ['foto.jpg', jpeg, 'picture'], ['foto.png', png(2, [1, 2, 3]), 'picture'], ['foto.txt', jpeg, 'picture'], ['plan.pdf', bytes('%PDF-1.7 x'), 'application/pdf'],
    ['brief.docx', bytes('PK\x03\x04...'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'], ['lijst.CSV', bytes('naam;straat\r\n'), 'text/csv'], ['notitie.txt', Buffer.from('\uFEFFAfspraken é', 'utf8'), 'text/plain'], ['notitie.txt', Buffer.from('\uFEFFAfspraken', 'utf16le'), 'text/plain'],
  ])('%s', (name, content, expected) => {
    const found = sniff(name, content)
    expect(found.what === 'document' ? found.type : found.what).toBe(expected)
  })
  it.each([
    ['spel.exe', bytes('MZ...'), 'Programma'], ['vakantie.jpg', bytes('MZ...'), 'Programma'], ['notitie.txt', bytes('#!/bin/sh\nrm -rf'), 'Programma'], ['x.txt', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2]), 'Programma'], ['doe.bat', bytes('echo'), 'Programma'],
    ['macro.docm', bytes('PK\x03\x04'), 'Programma'], ['snelkoppeling.lnk', bytes('L'), 'Programma'], ['foto.heic', bytes('\0\0\0\x18ftypheic'), 'HEIC'], ['alles.zip', bytes('PK\x03\x04'), 'zip'], ['tekening.svg', bytes('<svg onload=alert(1)>'), '.svg'],
    ['pagina.html', bytes('<html>'), '.html'], ['pagina.txt', bytes(' <!DOCTYPE html>'), '.txt'], ['rapport.pdf', bytes('niet'), '.pdf'], ['leeg.pdf', Buffer.alloc(0), 'leeg'], ['naamloos', bytes('tekst'), 'niet te zien'], ['nul.txt', bytes('a\0b'), '.txt'],
  ])('%s is refused, and says why and what is possible', (name, content, why) => {
    const found = sniff(name, content)
    expect(found).toMatchObject({ what: 'refused' })
    expect(found.what === 'refused' && found.message).toMatch(new RegExp(`${why.replace('.', '\\.')}.*(?:Kies een foto|Meest compatibel)`, 's'))
  })
  it('bytes that arrive are looked at once more: nothing passes for what it is not', () => {
    expect([isAsNamed('image/jpeg', jpeg), isAsNamed('image/jpeg', bytes('<svg>')), isAsNamed('image/webp', jpeg), isAsNamed('text/plain', bytes('#!/bin/sh')), isAsNamed('text/html', bytes('<html>')), isAsNamed('application/pdf', bytes('%PDF-1'))]).toEqual([true, false, false, false, false, true])
  })
  it('goes to exactly those who may see what it belongs to', () => {
    const others = attachmentSubjects.map(String).filter(isKindName).filter((kind) => kinds[kind].audience !== kinds.attachment.audience || kinds[kind].scope !== kinds.attachment.scope)
    expect(others).toEqual([])
  })
})

describe('names under which it is saved', () => {
  it.each([
    ['IMG_1.JPG', 'image/jpeg', 'IMG_1.jpg'], ['schermafdruk.png', 'image/webp', 'schermafdruk.webp'], ['../../etc/passwd', 'application/pdf', '-..-etc-passwd.pdf'], ['rapport.pdf', 'application/pdf', 'rapport.pdf'], ['rapport\u202Efdp.exe', 'application/pdf', 'rapportfdp.exe.pdf'],
    ['con', 'text/plain', 'con-.txt'], ['...', 'text/csv', 'bijlage.csv'], ['a<b>:c.txt', 'text/plain', 'a-b--c.txt'], [`${'x'.repeat(300)}.pdf`, 'application/pdf', `${'x'.repeat(120)}.pdf`],
  ])('%s', (name, type, expected) => { expect(safeFileName(name, type)).toBe(expected) })
  it('whatever it was called, it is one name with the ending of what it is', async () => {
    expect(await fuzz(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => { const safe = safeFileName(name, 'application/pdf'); return /^[^/\\\0<>:"|?*]{1,130}\.pdf$/iu.test(safe) && !safe.startsWith('.') }), 500)).toBeNull()
  })
})
