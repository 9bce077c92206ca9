import { findDetail } from '#core/hall/text.ts'
import type { DoorPlaces, DoorTold } from '#core/door/view.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import type { Row } from '#core/model/kinds.ts'
import type { ReadTx } from '../store/contract.ts'
import { readRows } from './visit.ts'

/** What was told with a public wording, and for whom it is. */
export interface SharedTold extends DoorTold { readonly panelId: string | null; readonly contactIds: readonly string[]; readonly actionId: string | null }

/** What of a gebied is the same for everybody behind a link in it. */
export interface Shared {
  readonly places: DoorPlaces
  readonly meetings: readonly Row<'meeting'>[]
  readonly panels: readonly string[]
  /** Newest first. */
  readonly told: readonly SharedTold[]
  /** A number, address or mail address in a text keeps it back, whatever the laptop thought. */
  readonly mayShow: (told: DoorTold) => boolean
}
export type SharedOf = (tx: ReadTx, gebied: string) => Promise<Shared>

interface Held<T> { readonly seq: number; readonly value: T }

/**
 * Reads it once, and again when something of the gebied or the municipality has changed: a mail to a panel brings hundreds of
 * residents in one evening, to the same meetings and the same answers.
 */
export function sharedKeeper(): SharedOf {
  const places = keeper<DoorPlaces>(), rest = keeper<Omit<Shared, 'places'>>()
  return async (tx, gebied) => {
    const heads = await tx.feedHeads([MUNICIPALITY, gebied])
    const seqOf = (of: string) => heads.get(of)?.seq ?? 0
    // Boundaries make the rows of the municipality large: an answer of a resident must not have them read again.
    const [ofTown, ofGebied] = await Promise.all([places(gebied, seqOf(MUNICIPALITY), () => readPlaces(tx, gebied)), rest(gebied, seqOf(gebied), () => readGebied(tx, gebied))])
    return { places: ofTown, ...ofGebied }
  }
}

/** As last read of each gebied. */
function keeper<T>(): (gebied: string, seq: number, read: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Held<T>>()
  return async (gebied, seq, read) => {
    const held = kept.get(gebied)
    if (held?.seq === seq) return held.value
    const value = await read()
    kept.set(gebied, { seq, value })
    return value
  }
}

async function readGebied(tx: ReadTx, gebied: string): Promise<Omit<Shared, 'places'>> {
  const [meetings, panels, told] = await Promise.all([tx.rowsOfKind('meeting'), tx.rowsOfKind('panel'), tx.rowsOfKind('terugkoppeling')])
  const here = <R extends { readonly gebied: string }>(rows: readonly R[]): R[] => rows.filter((row) => row.gebied === gebied)
  const seen = new Map<string, boolean>()
  return {
    meetings: here(readRows('meeting', meetings)), panels: here(readRows('panel', panels)).map(({ id }) => id), told: here(readRows('terugkoppeling', told)).flatMap(toldOf).sort((a, b) => (a.on < b.on ? 1 : -1)),
    // Looking into a text takes time: once, and only into those that somebody would see.
    mayShow: ({ text }) => { const known = seen.get(text) ?? findDetail(text) === null; seen.set(text, known); return known },
  }
}

const toldOf = ({ toldOn, publicText, panelId, contactIds, actionId }: Row<'terugkoppeling'>): SharedTold[] =>
  toldOn === null || publicText.trim() === '' ? [] : [{ on: toldOn, text: publicText, panelId, contactIds, actionId }]

async function readPlaces(tx: ReadTx, gebied: string): Promise<DoorPlaces> {
  const [themes, wijken, buurten] = await Promise.all([tx.rowsOfKind('theme'), tx.rowsOfKind('wijk'), tx.rowsOfKind('buurt')])
  const codes = new Set(readRows('wijk', wijken).filter((wijk) => wijk.gebiedId === gebied).map(({ code }) => code))
  const byName = <T extends { readonly name: string }>(list: readonly T[]): T[] => list.toSorted((a, b) => a.name.localeCompare(b.name, 'nl'))
  return {
    themes: byName(readRows('theme', themes).filter(({ parentId }) => parentId === null)).map(({ id, name }) => ({ id, name })),
    buurten: byName(readRows('buurt', buurten).filter(({ wijkCode, code }) => codes.has(wijkCode) && code !== '')).map(({ code, name }) => ({ code, name })),
  }
}
