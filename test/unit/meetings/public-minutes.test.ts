import { describe, expect, it } from 'vitest'
import { minutesHtml, type MinutesModel } from '#core/minutes/minutes.ts'
import { publicMinutes, type NamedPerson } from '#core/minutes/public.ts'

const jan: NamedPerson = { firstName: 'Jan', initials: 'J.', prefix: 'van der', lastName: 'Proef', email: 'jan@voorbeeld.example', phone: '+31612345678', street: 'Kade', houseNumber: '12', instead: 'een bewoner' }
const rita: NamedPerson = { firstName: 'Rita', lastName: 'Voorbeeld', instead: 'de gebiedsregisseur' }
const roles = new Map([['Rita Voorbeeld', 'Gebiedsregisseur']])
const model: MinutesModel = {
  kind: 'wijkpanel', title: 'Panelavond Overdie', gebied: 'Zuid', panel: 'Wijkpanel Overdie', startsAt: '2026-12-02T19:30', endsAt: null, place: 'Buurthuis', address: 'Plein 1, 1823 AB Alkmaar',
  people: [{ name: 'Jan van der Proef', team: false, invited: true, response: 'komt', presence: 'aanwezig', arrivedAt: null, walkIn: false }],
  agenda: [{ id: 'a', title: 'Vraag van Jan van der Proef', minutes: 10, owner: 'Rita Voorbeeld', intro: 'Bel 06-12345678 of mail naar piet@elders.example.', note: '<p>Mevrouw Van der Proef woont op Kade 12 &amp; belt <strong>Rita Voorbeeld</strong>. <a href="mailto:jan@voorbeeld.example">mail</a></p><ul><li>J. van der Proef</li></ul>' }],
  note: '', choices: [{ question: 'Wat vindt Jan van der Proef?', how: '', counted: '', reason: '', lines: [{ title: 'Heg van Jan van der Proef', rank: '1e', points: 2, chosen: true }], agendaItemId: null }], decisions: [{ text: 'Jan van der Proef krijgt bericht op NL91 ABNA 0417 1643 00', agendaItemId: null }], actions: [{ title: 'Lampen bij Kerkstraat 3 B, 1823 AB Alkmaar', owner: 'Rita Voorbeeld', dueOn: null, terugkoppelingOn: null, promise: true, state: 'Open', agendaItemId: null }],
  attachments: [],
  style: { municipality: '', logo: '', accent: '', footer: '' }, options: { attendance: 'names', notes: true, actions: true, edition: 'openbaar', keep: [], also: [] }, final: null,
}
const published = (keep: string[] = [], also: string[] = []) => publicMinutes(model, [jan, rita], roles, { keep, also })

describe('the public version of minutes', () => {
  it('leaves out everything that points at a person and says what that was', () => {
    const { model: open, removals } = published()
    expect(open.agenda[0]).toEqual({
      id: 'a', title: 'Vraag van een bewoner', minutes: 10, owner: 'Gebiedsregisseur', intro: 'Bel (telefoonnummer weggelaten) of mail naar (e-mailadres weggelaten).',
      note: '<p>Een bewoner woont op (gegevens weggelaten) &amp; belt <strong>de gebiedsregisseur</strong>. <a>mail</a></p><ul><li>Een bewoner</li></ul>',
    })
    expect(open.decisions[0]?.text).toBe('Een bewoner krijgt bericht op (rekeningnummer weggelaten)')
    expect(open.choices[0]).toMatchObject({ question: 'Wat vindt een bewoner?', lines: [{ title: 'Heg van een bewoner' }] })
    expect(open.actions[0]).toMatchObject({ title: 'Lampen bij (adres weggelaten)', owner: 'Gebiedsregisseur' })
    expect(removals.map(({ text, times }) => `${times} ${text}`)).toEqual(['4 Jan van der Proef', '1 06-12345678', '1 J. van der Proef', '1 Kade 12', '1 Kerkstraat 3 B, 1823 AB Alkmaar', '1 Mevrouw Van der Proef', '1 NL91 ABNA 0417 1643 00', '1 piet@elders.example', '1 Rita Voorbeeld'])
    const page = minutesHtml(open)
    for (const secret of ['Proef', 'Rita', '@', '0612345678', '06-123', 'Kade', 'Kerkstraat', 'ABNA']) expect(page.replace(/<style>.*<\/style>/s, '')).not.toContain(secret)
    expect(page).toContain('Openbare versie')
    expect(page).toContain('Plein 1, 1823 AB Alkmaar')
  })
  it('holds only photos that were ticked, without their file name and with names taken out of their captions, and no files', () => {
    const picture = 'data:image/webp;base64,AAAA'
    const attachments = [{ id: 'f1', name: 'Jan van der Proef.jpg', caption: 'De heg van Jan van der Proef', photo: true, picture }, { id: 'f2', name: 'plein.jpg', caption: 'Het plein', photo: true, picture }, { id: 'f3', name: 'lijst.xlsx', caption: '', photo: false, picture: '' }]
    const inside = minutesHtml({ ...model, attachments, options: { ...model.options, edition: 'intern' } })
    for (const part of ['<h2>Foto’s</h2>', 'De heg van Jan van der Proef', 'Het plein', '<h2>Bestanden</h2>', 'lijst.xlsx', picture]) expect(inside).toContain(part)
    const open = (photos: string[]) => publicMinutes({ ...model, attachments, options: { ...model.options, photos } }, [jan, rita], roles, { keep: [], also: [] })
    expect(open([]).model.attachments).toEqual([])
    expect(open(['f1', 'f3', 'weg']).model.attachments).toEqual([{ id: 'f1', name: '', caption: 'De heg van een bewoner', photo: true, picture }])
    const page = minutesHtml(open(['f1']).model)
    expect(page).toContain('De heg van een bewoner')
    expect(page).not.toMatch(/plein\.jpg|Het plein|lijst|Proef\.jpg/)
    expect(minutesHtml({ ...model, attachments: [{ ...attachments[1]!, picture: 'https://voorbeeld.example/x.png' }] })).not.toContain('https://voorbeeld')
  })
  it('keeps what the writer wants to keep, and leaves out what the writer adds', () => {
    const { model: open, removals } = published(['rita voorbeeld'], ['buurthuis', 'bericht'])
    expect(open.agenda[0]?.note).toContain('<strong>Rita Voorbeeld</strong>')
    expect(removals.find(({ text }) => text === 'Rita Voorbeeld')).toMatchObject({ kept: true })
    expect(open.decisions[0]?.text).toContain('krijgt (weggelaten) op')
  })
  it('changes nothing between the angle brackets and never makes unsafe text', () => {
    const note = '<p title="Jan van der Proef">a &lt;b&gt; <em>Jan van der Proef</em> &amp;lt;</p>'
    const { model: open } = publicMinutes({ ...model, note }, [{ ...jan, instead: '<i>' }], roles, { keep: [], also: [] })
    expect(open.note).toBe('<p title="Jan van der Proef">a &lt;b&gt; <em>&lt;i&gt;</em> &amp;lt;</p>')
  })
})
