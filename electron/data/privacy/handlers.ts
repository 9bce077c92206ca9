import type { Handlers } from '#core/contract/command.ts'
import type { privacyCommands } from '#core/contract/privacy.ts'
import { mayReceive } from '#core/model/may.ts'
import { fold } from '#core/text/fold.ts'
import type { DataContext } from '../context.ts'

/** Answers what 'Hoort dit hier?' asks. On this laptop only: nothing is kept, logged or sent. */
export const privacyHandlers = (context: DataContext): Handlers<typeof privacyCommands> => ({
  'privacy.known': ({ names }) => (mayReceive(context.session().role, 'contact') ? names.map(knownName(context)) : names.map(() => false)),
})

const titles = new Set(['meneer', 'mijnheer', 'mevrouw', 'dhr', 'mevr', 'mw', 'heer', 'familie', 'fam'])
const prefixes = new Set(['van', 'de', 'der', 'den', 'het', 'ten', 'ter', 'te', 'el', 'al', 'op', 'in', 'uit', 'von', 'la', 'le', 'du', 'bin', 'ben', "'t"])

/** Looks a name up by its surname in the index of the list; the given name or initial must fit too, unless a title stands before it. */
function knownName({ store }: DataContext): (name: string) => boolean {
  store.completeLists()
  const bySurname = store.db.prepare('SELECT firstName, initials FROM contact INDEXED BY contact_list WHERE deleted = 0 AND sortKey >= ? AND sortKey < ?')
  const holders = (surname: string) => bySurname.all(`${surname}\u0001`, `${surname}\u0002`) as { firstName: string; initials: string }[]
  return (name) => {
    const words = fold(name).split(/\s+/).flatMap((word) => (/^(?:\p{L}\.)+\p{L}{2,}/u.test(word) ? word.split(/(?<=\.)(?=\p{L}{2})/u) : [word])).map((word) => word.replace(/[.,]+$/, ''))
    const titled = titles.has(words[0] ?? '')
    const own = titled ? words.slice(1) : words
    return own.some((_, from) => Array.from({ length: own.length - from }, (_, n) => own.slice(from, own.length - n)).some((run) => fits(run, titled && from === 0, holders)))
  }
}

/** 'jan van der berg' as Jan with surname Berg; 'van der berg' alone only behind a title. */
function fits(run: readonly string[], titled: boolean, holders: (surname: string) => { firstName: string; initials: string }[]): boolean {
  return run.some((_, at) => {
    const surname = run.slice(at).join(' ').replace(/[.,']/g, '').replace(/[\s-]+/g, ' ')
    const before = run.slice(0, at)
    const given = before.filter((word) => !prefixes.has(word))[0]
    if (prefixes.has(run[at] ?? '') || (given === undefined && !titled)) return false
    return holders(surname).some((held) => given === undefined || isGiven(given, held))
  })
}

function isGiven(given: string, { firstName, initials }: { readonly firstName: string; readonly initials: string }): boolean {
  const first = fold(firstName).split(/[\s-]/)[0] ?? '', letter = given.replaceAll('.', '').charAt(0)
  return given.replaceAll('.', '').length === 1 || given.includes('.') ? letter === (fold(initials).charAt(0) || first.charAt(0)) : first !== '' && first === given
}
