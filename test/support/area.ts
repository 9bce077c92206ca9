import type { DataContext } from '../../electron/data/context.ts'
import type { LocalChange } from '../../electron/data/store/store.ts'

/** Two invented gebieden with team, places, a panel and a meeting, for tests of what is done there. */
export const area = {
  overdie: 'g-overdie', mare: 'g-mare', regisseur: 'm-1', boa: 'm-2', wijk: 'WK0361XA', buurt: 'BU0361XA1', emptyBuurt: 'BU0361XA2', theme: 't-licht', panel: 'p-overdie', contact: 'c-1', meeting: 'v-1', agendaItem: 'i-1',
} as const

export function fillArea(context: DataContext): void {
  const { overdie, mare } = area
  const town = (change: { kind: LocalChange['kind']; id: string; fields: object }) => ({ gebied: 'gemeente', ...change }) as LocalChange
  const changes: LocalChange[] = [
    town({ kind: 'gebied', id: overdie, fields: { name: 'Overdie', position: 1 } }),
    town({ kind: 'gebied', id: mare, fields: { name: 'De Mare', position: 2, color: 3 } }),
    town({ kind: 'wijk', id: 'w-1', fields: { code: area.wijk, name: 'Voorbeeldwijk', gebiedId: overdie } }),
    town({ kind: 'buurt', id: 'b-1', fields: { code: area.buurt, name: 'Voorbeeldbuurt', wijkCode: area.wijk } }),
    town({ kind: 'buurt', id: 'b-2', fields: { code: area.emptyBuurt, name: 'Stille buurt', wijkCode: area.wijk } }),
    town({ kind: 'teamMember', id: area.regisseur, fields: { name: 'Rita Voorbeeld', role: 'regisseur', gebiedIds: [overdie, mare] } }),
    town({ kind: 'teamMember', id: area.boa, fields: { name: 'Bas Voorbeeld', role: 'boa', gebiedIds: [mare] } }),
    town({ kind: 'theme', id: area.theme, fields: { name: 'Verlichting' } }),
    { kind: 'panel', id: area.panel, gebied: overdie, fields: { name: 'Wijkpanel Overdie', wijkCode: area.wijk } },
    { kind: 'contact', id: area.contact, gebied: overdie, fields: { firstName: 'Jan', prefix: 'van der', lastName: 'Voorbeeldberg', buurtCode: area.buurt, wijkCode: area.wijk } },
    { kind: 'contactDetails', id: area.contact, gebied: overdie, fields: { email: 'jan@voorbeeld.example', street: 'Verzonnenstraat', postcode: '1823 AB' } },
    { kind: 'panelMembership', id: 'pm-1', gebied: overdie, fields: { panelId: area.panel, contactId: area.contact, since: '2026-01-01' } },
    { kind: 'meeting', id: area.meeting, gebied: overdie, fields: { title: 'Panelavond Overdie', startsAt: '2026-11-26T19:30', place: 'Buurthuis' } },
    { kind: 'agendaItem', id: area.agendaItem, gebied: overdie, fields: { meetingId: area.meeting, title: 'Verlichting in de steeg', position: 'a' } },
  ]
  context.store.commit(changes)
}
