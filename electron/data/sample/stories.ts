import type { FieldsByKind } from '#core/model/kinds.ts'
import type { SampleMember } from './places.ts'

type ActionState = FieldsByKind['action']['state']

export interface SampleAction {
  readonly title: string
  readonly description?: string
  readonly owner: SampleMember | null
  /** Days from today. */
  readonly due: number | null
  readonly tell?: number
  readonly state: ActionState
  readonly promise?: boolean
  readonly reason?: string
  readonly closed?: number
  readonly theme: number
  /** The option of the meeting's choice that it is about. */
  readonly priority?: number
  /** Who was told what, days from today. */
  readonly told?: { readonly toWhom: string; readonly what: string; readonly how: string; readonly day: number }
}
export interface SampleItem {
  readonly title: string
  readonly minutes: number
  readonly owner: SampleMember
  readonly intro?: string
  readonly outcome?: FieldsByKind['agendaItem']['outcome']
  /** Markdown; a line `!besluit n` or `!actie n` becomes the chip of that decision or action of this item. */
  readonly note?: string
  readonly decisions?: readonly string[]
  readonly actions?: readonly SampleAction[]
}
/** A choice that was closed: per option the stickers of each table. `taken`: how many of the best became priorities. */
export interface SampleChoice {
  readonly item: number
  readonly question: string
  readonly options: readonly { readonly title: string; readonly theme: number; readonly tables: readonly number[] }[]
  readonly blanks: number
  readonly taken: number
}
export interface SampleMeeting {
  readonly gebied: string
  readonly wijk: number
  readonly kind: FieldsByKind['meeting']['kind']
  readonly title: string
  /** Days from today, and the hour. */
  readonly day: number
  readonly from: string
  readonly to: string
  readonly place: string
  readonly state: FieldsByKind['meeting']['state']
  readonly invitation?: string
  readonly route?: string
  readonly room?: string
  readonly bring?: string
  /** The panel that is invited, by wijk number. */
  readonly items: readonly SampleItem[]
  readonly choice?: SampleChoice
}

const opening: SampleItem = { title: 'Welkom en voorstellen', minutes: 10, owner: 'rita', intro: 'Het gebiedsteam stelt zich voor.' }
const results: SampleItem = { title: 'Uitkomsten van de Veiligheidsmonitor', minutes: 25, owner: 'olga', intro: 'Wat vonden bewoners van deze wijk? Wat valt op?' }
const closing: SampleItem = { title: 'Afspraken en sluiting', minutes: 10, owner: 'rita', intro: 'Wie doet wat, en wanneer hoort u ervan?' }
const agenda = (...middle: readonly SampleItem[]): readonly SampleItem[] => [opening, results, ...middle, closing]

/** The invented year of two panels and their neighbours. Themes by number: see `firstThemes`. */
export const sampleMeetings: readonly SampleMeeting[] = [
  { gebied: 'zuid', wijk: 81, kind: 'wijkpanel', title: 'Eerste wijkpanel Overdie', day: -41, from: '19:30', to: '21:30', place: 'Buurthuis Het Voorbeeld', state: 'afgerond', items: agenda(
    { title: 'Donkere plekken', minutes: 25, owner: 'bianca', intro: 'Waar lopen mensen ’s avonds liever om?', note: '## Achterpad Voorbeeldstraat\n\nVeel bewoners lopen ’s avonds **om**. De lampen bij het achterpad zijn al weken stuk.\n\n- Drie lantaarns stuk bij de speeltuin\n- De heg is zo hoog dat je niets ziet\n\n!actie 0\n\n!actie 1\n\n!besluit 0',
      decisions: ['De route langs de speeltuin krijgt voorrang bij het repareren van verlichting.'],
      actions: [
        { title: 'Lantaarns bij de speeltuin laten maken', description: 'Drie lampen bij de Voorbeeldstraat doen het niet.', owner: 'bianca', due: -12, tell: -5, state: 'gedaan', promise: true, closed: -14, reason: 'De aannemer heeft drie lampen vervangen.', theme: 4, told: { toWhom: 'Wijkpanel Overdie', what: 'De drie lampen bij de speeltuin branden weer.', how: 'brief', day: -8 } },
        { title: 'Heg langs het achterpad laten snoeien', owner: 'rita', due: -6, tell: 4, state: 'bezig', promise: true, theme: 5 },
      ] },
    { title: 'Te hard rijden', minutes: 20, owner: 'willem', outcome: 'blijftOpen', note: 'Bewoners van de Verzonnenlaan zien dat er ’s ochtends te hard wordt gereden.\n\n> Ik laat mijn kinderen er niet meer alleen fietsen.\n\n!actie 0',
      actions: [{ title: 'Snelheid meten op de Verzonnenlaan', owner: 'willem', due: 3, tell: 18, state: 'deelsGedaan', promise: true, theme: 0 }] },
  ) },
  { gebied: 'mare', wijk: 83, kind: 'wijkpanel', title: 'Eerste wijkpanel De Mare', day: -27, from: '19:30', to: '21:30', place: 'Wijkcentrum De Proef', state: 'afgerond',
    invitation: 'Beste bewoner van De Mare,\n\nU zei dat u wilt meepraten over veiligheid in uw wijk. Wij laten zien wat bewoners in de Veiligheidsmonitor antwoordden, en kiezen samen wat we het eerst aanpakken. Er is koffie en thee.', room: 'Tafels van vijf, elk met iemand van het gebiedsteam.', bring: 'Stickers, drie per persoon', items: agenda(
    { title: 'Jongeren bij het winkelcentrum', minutes: 30, owner: 'bas', note: 'De sfeer is beter dan vorig jaar. In het weekend blijft het onrustig.\n\n1. Een plek voor jongeren om te zijn\n2. Vaker iemand die een praatje maakt\n\n!actie 0\n\n!actie 1\n\n!besluit 0',
      decisions: ['Het jongerenwerk komt elke vrijdagavond langs.'],
      actions: [
        { title: 'Rondje met het jongerenwerk op vrijdagavond', owner: 'bas', due: 0, state: 'bezig', theme: 3, priority: 0 },
        { title: 'Uitzoeken of er een overdekte plek voor jongeren kan komen', owner: 'rita', due: 21, tell: 35, state: 'open', promise: true, theme: 3, priority: 0 },
      ] },
    { title: 'Afval naast de containers', minutes: 20, owner: 'bas', note: 'Vooral bij de Marelaan staat op maandag veel grofvuil.\n\n- [x] Foto’s gemaakt\n- [ ] Buren gesproken\n\n!actie 0\n\n!actie 1',
      actions: [
        { title: 'Containers bij de Marelaan vaker laten legen', owner: 'bas', due: -3, tell: -9, state: 'open', promise: true, theme: 5, priority: 1 },
        { title: 'Camera bij de containers plaatsen', owner: 'olga', due: -10, state: 'kanNiet', closed: -11, reason: 'Een camera mag hier niet volgens de privacyregels.', promise: true, theme: 5, priority: 1, told: { toWhom: 'Wijkpanel De Mare', what: 'Een camera mag hier niet. We legen de containers vaker.', how: 'e-mail', day: -10 } },
      ] },
  ), choice: { item: 4, question: 'Wat pakken we het eerst aan in De Mare?', blanks: 2, taken: 3, options: [
    { title: 'Jongeren bij het winkelcentrum', theme: 3, tables: [5, 4, 6] }, { title: 'Afval naast de containers', theme: 5, tables: [4, 5, 3] }, { title: 'Fietsendiefstal', theme: 1, tables: [3, 4, 5] },
    { title: 'Te hard rijden op de Marelaan', theme: 0, tables: [1, 2, 1] }, { title: 'Donkere fietspaden', theme: 4, tables: [0, 0, 0] },
  ] } },
  { gebied: 'noord', wijk: 85, kind: 'buurtbakkie', title: 'Buurtbakkie Noorderdijk', day: -9, from: '10:00', to: '11:30', place: 'Bakkerij Testbrood', state: 'afgerond', items: [
    { title: 'Wat speelt er?', minutes: 60, owner: 'ruud', note: 'Gezellige ochtend, elf mensen. Genoemd: fietsers op de stoep en valse mails.\n\n!actie 0', actions: [{ title: 'Wijkambassadeur vragen voor een ochtend over valse mails', owner: 'ruud', due: 6, tell: 20, state: 'open', promise: true, theme: 6 }] },
  ] },
  { gebied: 'zuid', wijk: 81, kind: 'wijkpanel', title: 'Tweede wijkpanel Overdie', day: 2, from: '19:30', to: '21:30', place: 'Buurthuis Het Voorbeeld', state: 'gepland',
    route: 'Bus 3 tot halte Voorbeeldplein, daarna twee minuten lopen. De ingang is aan de kant van de speeltuin. Fietsen kunnen in het rek naast de deur.', room: 'Vier tafels van zes, het scherm voorin. De koffie staat achterin.', bring: 'Stickers in drie kleuren\nFlap-over en stiften', items: agenda(
    { title: 'Wat is er gedaan sinds de vorige keer?', minutes: 20, owner: 'rita', intro: 'Terugkoppeling over de acties van het eerste panel.' }, { title: 'Prioriteiten kiezen', minutes: 30, owner: 'rita', intro: 'Iedereen kiest drie onderwerpen.' }) },
  { gebied: 'mare', wijk: 83, kind: 'wijkpanel', title: 'Tweede wijkpanel De Mare', day: 9, from: '19:30', to: '21:30', place: 'Wijkcentrum De Proef', state: 'gepland', items: agenda({ title: 'Vervolg jongeren en afval', minutes: 30, owner: 'bas' }) },
  { gebied: 'noord', wijk: 85, kind: 'wijkpanel', title: 'Eerste wijkpanel Noorderdijk', day: 16, from: '20:00', to: '22:00', place: 'Dorpshuis De Test', state: 'gepland', items: agenda({ title: 'Verkeer rond de school', minutes: 30, owner: 'wanda' }) },
  { gebied: 'centrum', wijk: 87, kind: 'bewonersinitiatief', title: 'Wijkmoeders Stationsbuurt', day: 5, from: '13:30', to: '15:00', place: 'Bibliotheek (voorbeeld)', state: 'gepland', items: [{ title: 'Plannen van de wijkmoeders', minutes: 45, owner: 'ruud' }] },
  { gebied: 'dorpen', wijk: 89, kind: 'raadsinformatie', title: 'Informatieavond voor de raad', day: 23, from: '20:00', to: '21:30', place: 'Raadzaal (voorbeeld)', state: 'gepland', items: [{ title: 'Stand van zaken veiligheid', minutes: 40, owner: 'olga' }] },
  { gebied: 'dorpen', wijk: 89, kind: 'teamoverleg', title: 'Jaarplan van het gebiedsteam', day: -265, from: '09:30', to: '11:00', place: 'Gemeentehuis (voorbeeld)', state: 'afgerond', items: [{ title: 'Wat doen we dit jaar?', minutes: 60, owner: 'olga', outcome: 'behandeld' }] },
  { gebied: 'centrum', wijk: 87, kind: 'buurtbakkie', title: 'Buurtbakkie Stationsbuurt', day: -180, from: '10:00', to: '11:30', place: 'Bibliotheek (voorbeeld)', state: 'afgerond', items: [{ title: 'Wat speelt er?', minutes: 60, owner: 'ruud', outcome: 'behandeld' }] },
  { gebied: 'noord', wijk: 85, kind: 'teamoverleg', title: 'Halfjaargesprek Noord', day: -132, from: '13:00', to: '14:30', place: 'Dorpshuis De Test', state: 'afgerond', items: [{ title: 'Wat loopt en wat niet?', minutes: 60, owner: 'ruud', outcome: 'behandeld' }] },
  { gebied: 'dorpen', wijk: 89, kind: 'buurtbakkie', title: 'Dorpsbakkie', day: 62, from: '10:00', to: '11:30', place: 'Dorpshuis De Proef', state: 'gepland', items: [{ title: 'Wat speelt er?', minutes: 60, owner: 'olga' }] },
  { gebied: 'centrum', wijk: 87, kind: 'teamoverleg', title: 'Jaarplan van het gebiedsteam', day: 101, from: '09:30', to: '11:00', place: 'Gemeentehuis (voorbeeld)', state: 'gepland', items: [{ title: 'Wat doen we dit jaar?', minutes: 60, owner: 'ruud' }] },
]

/** Agendas to begin with, for every gebied. */
export const sampleTemplates: readonly { readonly name: string; readonly kind: FieldsByKind['meeting']['kind']; readonly items: readonly { readonly title: string; readonly minutes: number; readonly intro: string }[] }[] = [
  { name: 'Eerste wijkpanel', kind: 'wijkpanel', items: [
    { title: 'Welkom en voorstellen', minutes: 10, intro: 'Het gebiedsteam stelt zich voor. Hoe gaan we met elkaar om?' }, { title: 'Uitkomsten van de Veiligheidsmonitor', minutes: 25, intro: 'Wat vonden bewoners van deze wijk? Wat valt op?' },
    { title: 'Wat herkent u?', minutes: 30, intro: 'Aan tafel: waar merkt u dit, en wanneer?' }, { title: 'Samen kiezen', minutes: 30, intro: 'Iedereen plakt drie stickers.' }, { title: 'Afspraken en sluiting', minutes: 15, intro: 'Wie doet wat, en wanneer hoort u ervan?' },
  ] },
  { name: 'Vervolg van het wijkpanel', kind: 'wijkpanel', items: [
    { title: 'Welkom', minutes: 5, intro: '' }, { title: 'Wat is er gedaan sinds de vorige keer?', minutes: 30, intro: 'Alle beloften langs: gedaan, bezig of niet gelukt, en waarom.' }, { title: 'Nieuwe onderwerpen', minutes: 35, intro: '' }, { title: 'Afspraken en sluiting', minutes: 15, intro: '' },
  ] },
  { name: 'Buurtbakkie', kind: 'buurtbakkie', items: [{ title: 'Koffie en kennismaken', minutes: 15, intro: '' }, { title: 'Wat speelt er in de buurt?', minutes: 60, intro: 'Schrijf signalen op zonder namen.' }] },
]

/** Actions that did not come from a meeting. */
export const looseActions: readonly (SampleAction & { readonly gebied: string })[] = [
  { gebied: 'zuid', title: 'Fietswrakken bij de flat laten weghalen', owner: 'bianca', due: 1, state: 'open', theme: 5 },
  { gebied: 'mare', title: 'Slot van de fietsenstalling nakijken', owner: 'bas', due: 4, state: 'open', theme: 1 },
  { gebied: 'noord', title: 'Gesprek met de schooldirecteur over halen en brengen', owner: 'ruud', due: 12, state: 'bezig', theme: 0 },
  { gebied: 'centrum', title: 'Melding over geluid van het café doorgeven', owner: 'ruud', due: -2, state: 'nietVanOns', closed: -3, reason: 'De omgevingsdienst pakt dit op.', theme: 2 },
  { gebied: 'centrum', title: 'Uitleg over inbraakpreventie bij de winkeliers', owner: null, due: null, state: 'open', theme: 1 },
  { gebied: 'dorpen', title: 'Snelheidsbord lenen voor de dorpsstraat', owner: 'olga', due: 30, tell: 44, state: 'open', promise: true, theme: 0 },
]
