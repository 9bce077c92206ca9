import { z } from 'zod'
import type { Removal } from '../minutes/public.ts'
import { rolloutSchema, type RolloutSet } from '../rollout/set.ts'
import { command } from './command.ts'
import type { Done } from './contacts.ts'
import type { MeetingName } from './templates.ts'

const id = z.string().min(1).max(64)
const path = z.string().min(1).max(4000)
const texts = z.array(z.string().max(300)).max(500).default([])
const wording = { keep: texts, also: texts }

/** Meetings that belong together: of one panel, or of one kind in a wijk or gebied. */
export interface RolloutSeries { readonly id: string; readonly gebied: string; readonly name: string; readonly meetings: readonly (MeetingName & { readonly items: number; readonly actions: number })[] }
/** A set as it would leave, and what points at a person in it. */
export interface RolloutPreview { readonly set: RolloutSet; readonly removals: readonly Removal[] }

export const rolloutCommands = {
  /** What there is to take along, on this laptop; newest series first. */
  'rollout.series': command(z.object({})).answers<readonly RolloutSeries[]>(),
  'rollout.collect': command(z.object({ meetingIds: z.array(id).min(1, 'Kies ten minste één bijeenkomst').max(60), ...wording })).answers<RolloutPreview>(),
  /** A file that somebody gave. Fails with `NotRollout` and a reason in Dutch for any other file. */
  'rollout.read': command(z.object({ path, ...wording })).answers<RolloutPreview>(),
  'rollout.save': command(z.object({ set: rolloutSchema, path })).answers<null>(),
  /** Makes everything at once, to be taken back as one. `meetingId`: the first meeting. */
  'rollout.apply': command(z.object({ set: rolloutSchema, gebied: id, wijkCode: z.string().max(20), panelId: id.nullable(), firstDay: z.iso.date().nullable() })).answers<Done & { readonly meetingId: string; readonly meetings: number; readonly actions: number }>(),
}
