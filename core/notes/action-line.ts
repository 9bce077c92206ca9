import { typedDay } from '../actions/typed-day.ts'

export interface LineMember { readonly id: string; readonly name: string }
/** What a typed line says about an action. */
export interface ActionLine {
  readonly title: string
  readonly ownerId: string | null
  readonly dueOn: string | null
}

const MAX_DAY_WORDS = 5
const MAX_NAME_WORDS = 6
const tidy = (text: string): string => text.replace(/\s+/g, ' ').replace(/\s+([,.;:])/g, '$1').replace(/[\s,;:–-]+$/, '').trim()
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/**
 * Reads 'Lampen nakijken @Voorbeeld voor 12 dec' as a title, an owner and a due date.
 * The owner is a name after '@' that fits exactly one member; the date stands at the end. What is not understood stays in the title.
 */
export function readActionLine(line: string, members: readonly LineMember[], today: string): ActionLine {
  const first = takeDay(line.trim(), today)
  const owner = takeOwner(first.rest, members)
  const second = first.dueOn === null && owner.ownerId !== null ? takeDay(owner.rest, today) : { rest: owner.rest, dueOn: first.dueOn }
  const title = tidy(second.rest)
  return title === '' ? { title: tidy(line), ownerId: owner.ownerId, dueOn: second.dueOn } : { title: title.slice(0, 300), ownerId: owner.ownerId, dueOn: second.dueOn }
}

/** The longest run of words at the end that can hardly be anything but a day. */
function takeDay(text: string, today: string): { rest: string; dueOn: string | null } {
  const words = text.split(/\s+/)
  for (let count = Math.min(MAX_DAY_WORDS, words.length - 1); count > 0; count--) {
    const dueOn = typedDay(words.slice(-count).join(' ').replace(/[.,;]+$/, ''), today, { strict: true })
    if (dueOn !== null) return { rest: words.slice(0, -count).join(' '), dueOn }
  }
  return { rest: text, dueOn: null }
}

function takeOwner(text: string, members: readonly LineMember[]): { rest: string; ownerId: string | null } {
  for (const at of text.matchAll(/(?<!\S)@/g)) {
    const words = text.slice(at.index + 1).split(/\s+/)
    for (let count = Math.min(MAX_NAME_WORDS, words.length); count > 0; count--) {
      const said = words.slice(0, count).join(' ').replace(/[.,;:!?]+$/, '')
      const member = memberNamed(said, members)
      if (member) return { rest: `${text.slice(0, at.index)} ${words.slice(count).join(' ')}`, ownerId: member.id }
    }
  }
  return { rest: text, ownerId: null }
}

/** The one member whose name this is, or begins with it, or whose surname begins with it. */
function memberNamed(said: string, members: readonly LineMember[]): LineMember | undefined {
  const wanted = fold(said)
  if (wanted === '') return undefined
  const exact = members.filter((m) => fold(m.name) === wanted)
  if (exact.length === 1) return exact[0]
  const near = members.filter((m) => fold(m.name).startsWith(wanted) || fold(m.name).split(' ').some((_, i, parts) => parts.slice(i).join(' ').startsWith(wanted)))
  return near.length === 1 ? near[0] : undefined
}
