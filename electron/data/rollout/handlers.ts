import { readFile, stat } from 'node:fs/promises'
import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { rolloutCommands } from '#core/contract/rollout.ts'
import { rolloutRows } from '#core/rollout/apply.ts'
import { MAX_ROLLOUT_BYTES, readRollout, type RolloutSet } from '#core/rollout/set.ts'
import { utf8 } from '#core/text/bytes.ts'
import { requireGebied } from '../actions/scope.ts'
import type { DataContext } from '../context.ts'
import { meetingOf, requireRight, today } from '../meetings/shared.ts'
import { writeUserFile } from '../user-file.ts'
import { cleaned, collect, seriesOf } from './collect.ts'

/** Uitrolset: the approach of one wijk, taken to another. */
export const rolloutHandlers = (context: DataContext): Handlers<typeof rolloutCommands> => ({
  'rollout.series': () => seriesOf(context),
  'rollout.collect': ({ meetingIds, ...wording }) => collect(context, meetingIds, wording),
  'rollout.read': async ({ path, ...wording }) => cleaned(context, await readSet(path), wording, null),
  'rollout.save': async ({ set, path }) => { await writeUserFile(path, utf8(`${JSON.stringify(set, null, 2)}\n`)); return null },
  'rollout.apply': (input) => apply(context, input),
})

/** @throws CommandFailure `NotRollout`, `NotRead` */
async function readSet(path: string): Promise<RolloutSet> {
  let bytes: Uint8Array
  try {
    if ((await stat(path)).size > MAX_ROLLOUT_BYTES) throw new CommandFailure('NotRollout', 'Dit bestand is te groot om een uitrolset te zijn. Kies een bestand dat met ‘Bewaar als bestand’ is gemaakt.')
    bytes = await readFile(path)
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('NotRead', 'Dit bestand kan niet worden geopend. Staat het er nog, en mag u het lezen?', error instanceof Error && 'code' in error ? String(error.code) : '')
  }
  const read = readRollout(new TextDecoder().decode(bytes))
  if (!read.ok) throw new CommandFailure('NotRollout', read.message, read.why)
  return read.set
}

function apply(context: DataContext, { set, gebied, wijkCode, panelId, firstDay }: { readonly set: RolloutSet; readonly gebied: string; readonly wijkCode: string; readonly panelId: string | null; readonly firstDay: string | null }) {
  const { store } = context
  requireRight(context, 'meeting')
  requireGebied(context, gebied)
  const place = store.read('gebied', gebied)
  if (!place) throw new CommandFailure('NoGebied', 'Kies eerst een gebied.')
  const panel = panelId === null ? undefined : store.read('panel', panelId)
  if (panelId !== null && panel?.gebied !== gebied) throw new CommandFailure('OtherPanel', 'Dit panel hoort bij een ander gebied. Kies een panel van het gekozen gebied.')
  const wijk = wijkCode === '' ? undefined : store.rows('wijk', 'code = ?', [wijkCode])[0]
  const rows = rolloutRows(set, { gebied, wijkCode, name: wijk?.name ?? place.name, panelId, firstDay }, store.rows('theme'), today(context), context.newId)
  const meetings = rows.filter(({ kind }) => kind === 'meeting')
  const done = store.commit(rows, { label: `Uitgerold naar ${wijk?.name ?? place.name}` })
  return { ...done, meetingId: meetingOf(context, meetings[0]?.id ?? '').id, meetings: meetings.length, actions: rows.filter(({ kind }) => kind === 'action').length }
}
