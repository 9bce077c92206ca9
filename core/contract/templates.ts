import { z } from 'zod'
import type { OpenPoint } from '../meetings/open-points.ts'
import { openPointKinds } from '../meetings/open-points.ts'
import type { TemplateItem } from '../meetings/template.ts'
import type { MeetingKind } from '../meetings/words.ts'
import type { Removal } from '../minutes/public.ts'
import { meetingKinds } from '../model/kinds.ts'
import { command } from './command.ts'
import type { Done } from './contacts.ts'

const id = z.string().min(1).max(64)
const name = z.string().trim().min(1, 'Geef het sjabloon een naam').max(120, 'Houd de naam onder de 120 letters')
const kind = z.enum(meetingKinds)
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'Dit is geen datum met tijd')
const texts = z.array(z.string().max(300)).max(500).default([])
/** Found texts that stay in, and further texts that go out: a template is for every gebied. */
const wording = { keep: texts, also: texts }

export interface AgendaTemplate { readonly id: string; readonly name: string; readonly kind: MeetingKind; readonly items: readonly TemplateItem[]; readonly minutes: number }
export interface TemplateList { readonly templates: readonly AgendaTemplate[]; readonly editable: boolean }

export interface MeetingName { readonly id: string; readonly title: string; readonly startsAt: string | null }

export const templateCommands = {
  /** By name; with `kind` those of that kind first. */
  'templates.list': command(z.object({ kind: kind.nullable().default(null) })).answers<TemplateList>(),
  /** The agenda of a meeting as a template would hold it, and what points at a person. */
  'templates.preview': command(z.object({ meetingId: id, ...wording })).answers<{ readonly items: readonly TemplateItem[]; readonly removals: readonly Removal[] }>(),
  'templates.save': command(z.object({ meetingId: id, name, kind, ...wording })).answers<Done & { readonly id: string }>(),
  'templates.update': command(z.object({ id, fields: z.object({ name, kind }).partial() })).answers<Done>(),
  'templates.remove': command(z.object({ id })).answers<Done>(),
  /** Adds its items after the ones that are there. */
  'templates.use': command(z.object({ id, meetingId: id })).answers<Done & { readonly count: number }>(),

  /** What stayed open at a meeting and is on no later agenda yet; and where it can go: planned meetings of the same panel, the first one first. */
  'openPoints.after': command(z.object({ meetingId: id })).answers<{ readonly points: readonly OpenPoint[]; readonly next: readonly MeetingName[] }>(),
  /** The same of the meeting before a planned one; `from` null when there is none. */
  'openPoints.before': command(z.object({ meetingId: id })).answers<{ readonly points: readonly OpenPoint[]; readonly from: MeetingName | null }>(),
  /** The same before there is a meeting: of the newest one that was held of this panel, or without a panel of this kind. */
  'openPoints.forNew': command(z.object({ gebied: id, kind, panelId: id.nullable(), startsAt: localTime.nullable() })).answers<{ readonly points: readonly OpenPoint[]; readonly from: MeetingName | null }>(),
  /** Makes agenda items of them that say where they come from. What is no longer open is left out. */
  'openPoints.take': command(z.object({ from: id, to: id, points: z.array(z.object({ kind: z.enum(openPointKinds), id })).min(1, 'Kies ten minste één punt').max(200) })).answers<Done & { readonly count: number }>(),
}
