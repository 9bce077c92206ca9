import { audiences, writers, type Role } from './access.ts'
import { isKindName, kinds, type KindName } from './kinds.ts'

export const mayReceive = (role: Role, kind: KindName): boolean => (audiences[kinds[kind].audience] as readonly Role[]).includes(role)
export const mayWrite = (role: Role, kind: KindName): boolean => mayReceive(role, kind) && (writers[kinds[kind].writers] as readonly Role[]).includes(role)
/** Erasing a person reaches everything about them: only who may see and change all of that may do it. */
export const mayErase = (role: Role): boolean => (['contact', 'contactDetails', 'consent', 'panelMembership', 'attendance'] as const).every((kind) => mayWrite(role, kind))

/** A conflict shows a value of its subject, so it goes only to who may see that subject. */
export const audienceKind = (kind: KindName, fields: Readonly<Record<string, unknown>>): KindName => {
  const subject = fields['subjectKind']
  return kind === 'conflict' && typeof subject === 'string' && isKindName(subject) ? subject : kind
}
