import { z } from 'zod'
import type { Json } from '../model/field.ts'

/** One item of an agenda template, without who leads it: that differs per gebied. */
export const templateItem = z.object({ title: z.string().min(1).max(300), minutes: z.int().min(0).max(600), intro: z.string().max(20_000) })
export type TemplateItem = z.output<typeof templateItem>
export const MAX_TEMPLATE_ITEMS = 100
const items = z.array(templateItem).max(MAX_TEMPLATE_ITEMS)

/** The items as they are kept; none where something else stands there. */
export const readItems = (kept: Json): readonly TemplateItem[] => items.safeParse(kept).data ?? []
