import { z } from 'zod'
import type { Removal } from '../minutes/public.ts'
import type { Slide } from '../promises/asked.ts'
import type { Thread, ThreadLine } from '../promises/thread.ts'
import { gebiedenSchema } from './actions.ts'
import { command } from './command.ts'

const id = z.string().min(1).max(64)
const texts = z.array(z.string().min(1).max(300)).max(500).default([])
/** What stays in and what goes out as well, of what points at a person. */
const wording = { keep: texts, also: texts }

/** A page to look at before it is kept, with everything that was left out of it. */
export interface PublicPage { readonly html: string; readonly removals: readonly Removal[] }

/** The letter, and the same as slides. */
export interface AskedPage extends PublicPage { readonly slides: readonly Slide[] }

/** Days, both included. */
const period = { from: z.iso.date(), to: z.iso.date() }
const report = { gebied: id.nullable(), ...period, ...wording }

export const promiseCommands = {
  /** Every priority of these gebieden with how far it came, those that still count first. */
  'threads.list': command(z.object({ gebieden: gebiedenSchema })).answers<readonly ThreadLine[]>(),
  /** The whole chain of one priority. */
  'threads.get': command(z.object({ id })).answers<Thread>(),
  'threads.page': command(z.object({ id, edition: z.enum(['intern', 'openbaar']), ...wording })).answers<PublicPage>(),
  /** U vroeg, wij deden: what a panel asked and what became of it. Never with names. */
  'asked.page': command(z.object({ panelId: id, ...period, ...wording })).answers<AskedPage>(),
  /** Stand van zaken veiligheid, for the council. `gebied` null: all of the user. Never with names. */
  'report.page': command(z.object(report)).answers<PublicPage>(),
  /** The numbers of the same report as a workbook. */
  'report.xlsx': command(z.object({ ...report, path: z.string().min(1).max(4000) })).answers<{ readonly count: number }>(),
}
