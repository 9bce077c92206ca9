import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { areaCommands } from '#core/contract/areas.ts'
import type { AreaKind } from '#core/model/kinds.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { kinds } from '#core/model/kinds.ts'
import { mayWrite } from '#core/model/may.ts'
import { normaliseArea } from '#core/text/area-codes.ts'
import type { DataContext } from '../context.ts'
import type { LocalChange, Store } from '../store/store.ts'
import { planImport } from './import.ts'
import { allAreas, belongings } from './queries.ts'

export function areaHandlers(context: DataContext): Handlers<typeof areaCommands> {
  const { store } = context
  return {
    'areas.all': () => allAreas(store),
    'areas.save': ({ kind, id, fields }) => {
      mustWrite(context, kind)
      const change = { kind, id: id ?? context.newId(), gebied: MUNICIPALITY, fields: checked(store, kind, id, fields) } as LocalChange
      return { id: change.id, ...store.commit([change], { label: `${capital(kinds[kind].names[0])} ${id === null ? 'toegevoegd' : 'gewijzigd'}` }) }
    },
    'areas.remove': ({ kind, id }) => {
      mustWrite(context, kind)
      mustBeUnused(store, kind, id)
      return store.commit([{ kind, id, gebied: MUNICIPALITY, fields: { deleted: true } }], { label: `${capital(kinds[kind].names[0])} verwijderd` })
    },
    'areas.importPreview': ({ path }) => planImport(context, path).preview,
    'areas.import': ({ path }) => {
      mustWrite(context, 'wijk')
      // Planned again: the rows may have changed since the preview.
      const { changes } = planImport(context, path)
      if (changes.length === 0) return { undo: null, written: 0 }
      return { ...store.commit(changes, { label: 'Wijken en buurten geïmporteerd' }), written: changes.length }
    },
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function mustWrite({ session }: DataContext, kind: AreaKind): void {
  if (!mayWrite(session().role, kind)) throw new CommandFailure('NotAllowed', `Alleen de gebiedsregisseur en de functioneel beheerder kunnen ${kinds[kind].names[1]} veranderen.`)
}

type Fields = Readonly<Record<string, unknown>>

/** Names are needed, and a CBS code is written one way and used once. */
function checked(store: Store, kind: AreaKind, id: string | null, fields: Fields): Fields {
  if (typeof fields['name'] === 'string' && fields['name'].trim() === '') throw new CommandFailure('NameMissing', 'Vul een naam in.')
  if (kind === 'theme') mustBeHoofdthema(store, id, fields['parentId'])
  if (kind !== 'wijk' && kind !== 'buurt') return fields
  const given = fields['code']
  if (typeof given !== 'string') return fields
  const level = kind === 'wijk' ? 'WK' : 'BU'
  const code = normaliseArea(given, level)
  if (code === null) throw new CommandFailure('CodeInvalid', kind === 'wijk' ? 'Een wijkcode is WK met zes cijfers, bijvoorbeeld WK036101.' : 'Een buurtcode is BU met acht cijfers, bijvoorbeeld BU03610100.')
  const holder = store.rows(kind, 'code = ?', [code])[0]
  if (holder && holder.id !== id) throw new CommandFailure('CodeTaken', `${code} is al van ${holder.name}.`)
  return { ...fields, code, ...(kind === 'buurt' && fields['wijkCode'] === undefined ? { wijkCode: `WK${code.slice(2, 8)}` } : {}) }
}

/** Two levels: a subthema stands under a hoofdthema that is none itself. */
function mustBeHoofdthema(store: Store, id: string | null, parentId: unknown): void {
  if (typeof parentId !== 'string') return
  const parent = store.read('theme', parentId)
  if (!parent || parent.id === id || parent.parentId !== null) throw new CommandFailure('ParentInvalid', 'Kies een hoofdthema. Een subthema kan zelf geen subthema’s hebben.')
  if (id !== null && store.rows('theme', 'parentId = ?', [id]).length > 0) throw new CommandFailure('ParentInvalid', 'Dit thema heeft zelf subthema’s. Zet die eerst ergens anders onder.')
}

function mustBeUnused(store: Store, kind: AreaKind, id: string): void {
  const refuse = (why: string) => { throw new CommandFailure('InUse', why) }
  if (kind === 'gebied') {
    const things = belongings(store, id)
    if (things !== '') refuse(`Dit gebied heeft nog ${things}. Verplaats of verwijder die eerst.`)
    const wijken = store.rows('wijk', 'gebiedId = ?', [id])
    if (wijken.length > 0) refuse(`Bij dit gebied ${wijken.length === 1 ? 'hoort nog de wijk' : 'horen nog de wijken'} ${wijken.map((w) => w.name).join(', ')}. Kies daarvoor eerst een ander gebied.`)
  }
  if (kind === 'wijk') {
    const wijk = store.read('wijk', id)
    const buurten = wijk ? store.rows('buurt', 'wijkCode = ?', [wijk.code]).length : 0
    if (buurten > 0) refuse(`Deze wijk heeft nog ${buurten} ${buurten === 1 ? 'buurt' : 'buurten'}. Verwijder die eerst.`)
  }
  if (kind === 'theme') {
    const under = store.rows('theme', 'parentId = ?', [id])
    if (under.length > 0) refuse(`Onder dit thema ${under.length === 1 ? 'staat nog' : 'staan nog'} ${under.map((t) => t.name).join(', ')}. Verwijder of verplaats dat eerst.`)
  }
  if (kind === 'consentText') {
    const version = store.read('consentText', id)?.version ?? ''
    const used = store.rows('consent', 'textVersion = ?', [version]).length
    if (used > 0) refuse(`${used} ${used === 1 ? 'inwoner heeft' : 'inwoners hebben'} toestemming gegeven op deze tekst. Maak een nieuwe versie en laat deze staan.`)
  }
}
