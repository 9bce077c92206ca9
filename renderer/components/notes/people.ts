import type { NotePerson } from '#core/contract/events.ts'
import { gebiedColors } from '../common/gebiedColors.ts'

/** With a name to show, and a place in the fixed set of colours. */
export interface NamedPerson extends NotePerson { readonly color: number }

const UNKNOWN = 'Een collega', ELSEWHERE = 'U, op een andere computer'

/** The same person has the same colour everywhere, unless somebody who came before has it; after eight people colours repeat, names do not. */
export function named(people: readonly NotePerson[]): NamedPerson[] {
  const taken = new Set<number>()
  return people.map((person) => {
    const name = person.me ? ELSEWHERE : person.name || UNKNOWN
    let color = [...person.name].reduce((sum, c) => (sum * 31 + c.codePointAt(0)!) >>> 0, 7) % gebiedColors.length
    for (let tries = 0; taken.has(color) && tries < gebiedColors.length; tries++) color = (color + 1) % gebiedColors.length
    taken.add(color)
    return { ...person, name, color }
  })
}

const list = new Intl.ListFormat('nl-NL', { type: 'conjunction' })
const together = (names: readonly string[], one: string, many: string): string => (names.length === 0 ? '' : `${list.format(names)} ${names.length === 1 ? one : many}`)

/** 'Bianca Verzonnen schrijft mee, Bas Testema leest mee.'; '' when nobody else is there. */
export function peopleLine(people: readonly NamedPerson[]): string {
  const names = (writing: boolean) => [...new Set(people.filter((p) => (p.cursor !== null) === writing).map((p) => p.name))]
  const writing = names(true), reading = names(false).filter((name) => !writing.includes(name))
  return [together(writing, 'schrijft mee', 'schrijven mee'), together(reading, 'leest mee', 'lezen mee')].filter(Boolean).join(', ')
}
