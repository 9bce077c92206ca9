import type { FieldsByKind } from '#core/model/kinds.ts'
import type { SampleMember } from './places.ts'

type Signal = FieldsByKind['signal']

/** Subthema's of the sample, under the first themes by number. */
export const sampleSubthemes: readonly { readonly under: number; readonly name: string }[] = [
  { under: 0, name: 'Te hard rijden' }, { under: 0, name: 'Foutparkeren' }, { under: 0, name: 'Fietsen op de stoep' }, { under: 2, name: 'Geluid' }, { under: 2, name: 'Rondhangen' },
  { under: 4, name: 'Lantaarn stuk' }, { under: 4, name: 'Donkere plek' }, { under: 5, name: 'Grofvuil' }, { under: 5, name: 'Zwerfvuil' }, { under: 5, name: 'Groen' }, { under: 6, name: 'Valse e-mail' },
]

export interface SampleSignal {
  readonly gebied: string
  readonly wijk: number
  readonly buurt: number
  readonly text: string
  /** Those with a place get an invented point in their buurt; the others are known by buurt alone. */
  readonly place?: string
  /** A number of `sampleSubthemes`. */
  readonly theme: number
  /** Days from today, and the hour. */
  readonly day: number
  readonly at: string
  readonly source: Signal['source']
  readonly state: Signal['state']
  readonly weight?: Signal['weight']
  readonly reason?: string
  readonly desk?: string
  readonly by: SampleMember
  /** Number of the meeting in `sampleMeetings` where it was said. */
  readonly meeting?: number
  /** Number of the action in `looseActions` that was made of it. */
  readonly action?: number
  /** Number of another signal in this list about the same. */
  readonly same?: number
}

/** What was noted in the invented municipality. Never about a person. */
export const sampleSignals: readonly SampleSignal[] = [
  { gebied: 'mare', wijk: 83, buurt: 1, text: 'Grofvuil naast de containers\nEen bank en twee matrassen, sinds het weekend.', place: 'Marelaan, bij de flat', theme: 7, day: -2, at: '08:40', source: 'inDeWijk', state: 'nieuw', by: 'bas' },
  { gebied: 'mare', wijk: 83, buurt: 1, text: 'Alweer huisvuil naast de ondergrondse container', place: 'Marelaan', theme: 8, day: -9, at: '10:15', source: 'meldingVanInwoner', state: 'nieuw', by: 'bas' },
  { gebied: 'mare', wijk: 83, buurt: 0, text: 'Jongeren met brommers op het plein, elke vrijdagavond', place: 'Winkelcentrum', theme: 4, day: -27, at: '20:10', source: 'panel', state: 'opgepakt', weight: 'ernstig', by: 'rita', meeting: 1 },
  { gebied: 'mare', wijk: 83, buurt: 2, text: 'Slot van de fietsenstalling hangt los', place: 'Fietsenstalling station', theme: 6, day: -4, at: '17:30', source: 'inDeWijk', state: 'opgepakt', by: 'bas', action: 1 },
  { gebied: 'mare', wijk: 84, buurt: 0, text: 'Lantaarn knippert bij de bushalte', theme: 5, day: -1, at: '21:05', source: 'inDeWijk', state: 'overgedragen', desk: 'VB-000123', by: 'bas' },
  { gebied: 'mare', wijk: 83, buurt: 3, text: 'Fietsers rijden over de stoep bij de school', place: 'Schoolplein', theme: 2, day: 0, at: '08:20', source: 'inDeWijk', state: 'nieuw', by: 'bas' },
  { gebied: 'zuid', wijk: 81, buurt: 0, text: 'Achterpad is ’s avonds pikdonker', place: 'Achterpad Voorbeeldstraat', theme: 6, day: -41, at: '20:15', source: 'panel', state: 'opgepakt', weight: 'ernstig', by: 'rita', meeting: 0 },
  { gebied: 'zuid', wijk: 81, buurt: 0, text: 'Lampen bij de speeltuin doen het weer niet', place: 'Speeltuin', theme: 5, day: -5, at: '19:00', source: 'meldingVanInwoner', state: 'nieuw', by: 'bianca', same: 6 },
  { gebied: 'zuid', wijk: 81, buurt: 1, text: 'Te hard rijden op de Verzonnenlaan, vooral ’s ochtends', theme: 0, day: -41, at: '20:40', source: 'panel', state: 'opgepakt', weight: 'ernstig', by: 'willem', meeting: 0 },
  { gebied: 'zuid', wijk: 81, buurt: 2, text: 'Fietswrakken bij de flat', theme: 7, day: -6, at: '09:30', source: 'inDeWijk', state: 'opgepakt', by: 'bianca', action: 0 },
  { gebied: 'zuid', wijk: 82, buurt: 0, text: 'Auto’s op het gras bij het veldje', theme: 1, day: -15, at: '16:20', source: 'enquete', state: 'geenActie', weight: 'licht', reason: 'Was eenmalig, bij het buurtfeest.', by: 'olga' },
  { gebied: 'noord', wijk: 85, buurt: 0, text: 'Fietsers op de stoep langs de dijk', theme: 2, day: -9, at: '10:20', source: 'buurtbakkie', state: 'nieuw', by: 'ruud', meeting: 2 },
  { gebied: 'noord', wijk: 85, buurt: 1, text: 'Veel valse mails die van de bank lijken te komen', theme: 10, day: -9, at: '10:45', source: 'buurtbakkie', state: 'opgepakt', by: 'ruud', meeting: 2 },
  { gebied: 'noord', wijk: 86, buurt: 0, text: 'Takken over het fietspad', theme: 9, day: -20, at: '15:00', source: 'digitaalFormulier', state: 'afgehandeld', weight: 'licht', reason: 'Gesnoeid door de groendienst.', by: 'ruud' },
  { gebied: 'centrum', wijk: 87, buurt: 1, text: 'Muziek tot laat op het terras', place: 'Stationsplein', theme: 3, day: -3, at: '23:50', source: 'meldingVanInwoner', state: 'nieuw', by: 'ruud' },
  { gebied: 'centrum', wijk: 88, buurt: 0, text: 'Bestelbusjes dubbel geparkeerd op de singel', theme: 1, day: -12, at: '11:00', source: 'inDeWijk', state: 'afgehandeld', reason: 'Besproken met de winkeliers.', by: 'ruud' },
  { gebied: 'dorpen', wijk: 89, buurt: 0, text: 'Zwerfvuil in de berm na het weekend', place: 'Dorpsstraat', theme: 8, day: -7, at: '09:00', source: 'inDeWijk', state: 'overgedragen', desk: 'VB-000118', by: 'olga' },
  { gebied: 'dorpen', wijk: 90, buurt: 0, text: 'Te hard rijden door de dorpskern', theme: 0, day: -30, at: '17:15', source: 'enquete', state: 'nieuw', by: 'olga' },
]
