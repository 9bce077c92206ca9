import { z } from 'zod'
import { roles } from '../model/access.ts'

/** Messages about accounts between a beheerder's app and the server. `gebieden` are ids or names, or 'alle'. */
const name = z.string().trim().min(2).max(200)
const password = z.string().min(1).max(1000)
const gebieden = z.array(z.string().min(1).max(300)).max(1000)

export const newAccount = z.strictObject({ name, password, role: z.enum(roles), gebieden, /** an existing team member */ memberId: z.string().regex(/^[\w.:-]{1,64}$/).optional() })
export const accountEdit = z.strictObject({ name: name.optional(), password: password.optional(), role: z.enum(roles).optional(), gebieden: gebieden.optional(), disabled: z.boolean().optional() })

/** An account as a beheerder sees it; '*' in `gebieden` stands for all of them, also those to come. */
export const accountAnswer = z.object({ id: z.string(), name: z.string(), role: z.enum(roles), gebieden: z.array(z.string()), memberId: z.string().nullable(), disabled: z.boolean() })
export const accountsAnswer = z.object({ accounts: z.array(accountAnswer) })
export type NewAccount = z.infer<typeof newAccount>
export type AccountEdit = z.infer<typeof accountEdit>
export type AccountAnswer = z.infer<typeof accountAnswer>
