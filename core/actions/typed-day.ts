import { addDays, dayOf, isDay } from '#core/text/days.ts'

/** How to read what leaves something open. */
export interface TypedDayOptions {
  /** '12 dec' without a year: the next one (default) or the last one. */
  readonly prefer?: 'future' | 'past'
  /** Inside a sentence: only what can hardly be anything but a day. 'zo' and '2 weken' alone are then words. */
  readonly strict?: boolean
}

const weekdays: Readonly<Record<string, number>> = {
  maandag: 1, dinsdag: 2, woensdag: 3, donderdag: 4, vrijdag: 5, zaterdag: 6, zondag: 7, ma: 1, di: 2, wo: 3, do: 4, vr: 5, vrij: 5, za: 6, zat: 6, zo: 7, zon: 7, maa: 1, din: 2, woe: 3, don: 4,
}
const months: Readonly<Record<string, number>> = {
  januari: 1, jan: 1, februari: 2, feb: 2, febr: 2, maart: 3, mrt: 3, mar: 3, april: 4, apr: 4, mei: 5, juni: 6, jun: 6, juli: 7, jul: 7, augustus: 8, aug: 8,
  september: 9, sep: 9, sept: 9, oktober: 10, okt: 10, november: 11, nov: 11, december: 12, dec: 12,
}
const numbers: Readonly<Record<string, number>> = { een: 1, één: 1, twee: 2, drie: 3, vier: 4, vijf: 5, zes: 6, zeven: 7, acht: 8, negen: 9, tien: 10, veertien: 14, half: 0.5 }
const near: Readonly<Record<string, number>> = { vandaag: 0, nu: 0, morgen: 1, overmorgen: 2, gisteren: -1, eergisteren: -2 }

const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7 + 1
const year = (day: string): number => Number(day.slice(0, 4))
const month = (day: string): number => Number(day.slice(5, 7))
const date = (day: string): number => Number(day.slice(8, 10))
const monday = (day: string): string => addDays(day, 1 - weekdayOf(day))
const lastOf = (y: number, m: number): string | null => {
  const next = m === 12 ? dayOf(y + 1, 1, 1) : dayOf(y, m + 1, 1)
  return next === null ? null : addDays(next, -1)
}

/** `jjjj-mm-dd` of the last day of the week (Sunday) of `day`. */
export const endOfWeek = (day: string): string => addDays(monday(day), 6)

/** Adds calendar months; the 31st becomes the last day of a shorter month. */
export function addMonths(day: string, count: number): string {
  const total = year(day) * 12 + month(day) - 1 + count
  const y = Math.floor(total / 12), m = total - y * 12 + 1
  return dayOf(y, m, date(day)) ?? lastOf(y, m) ?? day
}

/**
 * Reads a day as people type it: 'vrijdag', 'over 2 weken', '12 dec', '12-12', 'eind volgende maand'. Null when it is not a day.
 * A weekday is the next one: 'vrijdag' typed on a Friday is a week later.
 */
export function typedDay(text: string, today: string, options: TypedDayOptions = {}): string | null {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/[,.!]+$/, '')
  if (said === '' || said.length > 60) return null
  const plain = said.replace(/^(?:uiterlijk |tegen |op |voor |vóór |vanaf )+/u, '').replace(/^de (?=\d)/, '')
  const asked = plain !== said
  const strict = (options.strict ?? false) && !asked
  return (strict ? nearStrict(plain, today) : nearby(plain, today)) ?? later(plain, today, strict) ?? weekday(plain, today, strict) ?? inMonth(plain, today) ?? written(plain, today, options.prefer ?? 'future', strict)
}

const nearStrict = (said: string, today: string): string | null => (said === 'nu' ? null : nearby(said, today))
const nearby = (said: string, today: string): string | null => {
  const offset = Object.hasOwn(near, said) ? near[said] : undefined
  return offset === undefined ? null : addDays(today, offset)
}

/** 'over 2 weken', 'over een maand', '3d', '+5'. */
function later(said: string, today: string, strict: boolean): string | null {
  const plus = /^\+ ?(\d{1,3})$/.exec(said)
  if (plus) return strict ? null : addDays(today, Number(plus[1]))
  const match = /^(over |binnen )?(een half|[a-zé]+|\d{1,3}) ?(dagen|dag|d|weken|week|wk|w|maanden|maand|mnd|m|jaar|jr)$/u.exec(said)
  if (!match || (strict && match[1] === undefined)) return null
  const word = match[2] ?? '', unit = match[3] ?? ''
  const count = word === 'een half' ? 0.5 : /^\d/.test(word) ? Number(word) : Object.hasOwn(numbers, word) ? numbers[word] : undefined
  if (count === undefined) return null
  if (unit.startsWith('d')) return addDays(today, Math.round(count))
  if (unit.startsWith('w')) return addDays(today, Math.round(count * 7))
  return addMonths(today, Math.round(unit.startsWith('j') ? count * 12 : count))
}

/** 'vrijdag', 'komende vrijdag', 'volgende week vrijdag', 'vrijdag over een week', 'volgende week', 'eind van de week'. */
function weekday(said: string, today: string, strict: boolean): string | null {
  if (said === 'volgende week') return addDays(monday(today), 7)
  if (/^(eind|einde)( van)?( de| deze)? week$/.test(said)) { const friday = addDays(monday(today), 4); return friday < today ? addDays(friday, 7) : friday }
  if (/^(eind|einde)( van)? volgende week$/.test(said)) return addDays(monday(today), 11)
  const match = /^(volgende week |komende |aanstaande |deze |volgende )?([a-z]+)( over (?:een|1) week| volgende week)?$/.exec(said)
  const number = match && Object.hasOwn(weekdays, match[2] ?? '') ? weekdays[match[2] ?? ''] : undefined
  if (!match || number === undefined || (strict && (match[2] ?? '').length < 5)) return null
  const before = (match[1] ?? '').trim(), after = (match[3] ?? '').trim()
  if (before.startsWith('volgende') || after === 'volgende week') return addDays(monday(today), 6 + number)
  const ahead = (number - weekdayOf(today) + 7) % 7 || 7
  return addDays(today, after === '' ? ahead : ahead + 7)
}

/** 'eind december', 'half maart', 'begin volgende maand', 'volgende maand'. */
function inMonth(said: string, today: string): string | null {
  const match = /^(?:(begin|half|medio|eind|einde)(?: van)? )?(?:(volgende|deze|de) maand|([a-z]+)(?: (\d{4}))?)$/.exec(said)
  if (!match) return null
  const [, part, relative, name] = match
  if (part === undefined && relative !== 'volgende') return null
  let y = year(today), m = month(today)
  if (relative === 'volgende') { if (m === 12) { y += 1; m = 1 } else m += 1 }
  else if (relative === undefined) {
    const named = Object.hasOwn(months, name ?? '') ? months[name ?? ''] : undefined
    if (named === undefined) return null
    y = match[4] === undefined ? (named < m ? y + 1 : y) : Number(match[4])
    m = named
  }
  if (part === 'eind' || part === 'einde') return lastOf(y, m)
  return dayOf(y, m, part === 'half' || part === 'medio' ? 15 : 1)
}

/** '12 dec', 'do 12 december 2026', '12-12', '12/12/26', '2026-12-12', '12e'. */
function written(said: string, today: string, prefer: 'future' | 'past', strict: boolean): string | null {
  if (isDay(said)) return said
  const unprefixed = said.replace(/^([a-z]{2,9}),? (?=\d)/, (all, word: string) => (Object.hasOwn(weekdays, word) ? '' : all))
  const inWords = /^(\d{1,2})(?:e|ste|de)? ?([a-z]{3,9})\.?(?: '?(\d{2}|\d{4}))?$/.exec(unprefixed)
  if (inWords && Object.hasOwn(months, inWords[2] ?? '')) return choose(Number(inWords[1]), months[inWords[2] ?? ''] ?? 0, inWords[3], today, prefer)
  const inFigures = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{2}|\d{4}))?$/.exec(unprefixed)
  if (inFigures) return strict && inFigures[4] === undefined && inFigures[2] !== '-' ? null : choose(Number(inFigures[1]), Number(inFigures[3]), inFigures[4], today, prefer)
  const ordinal = /^(\d{1,2})(e|ste|de)?$/.exec(unprefixed)
  return ordinal && !(strict && ordinal[2] === undefined) ? dayOfMonth(Number(ordinal[1]), today, prefer) : null
}

function choose(d: number, m: number, y: string | undefined, today: string, prefer: 'future' | 'past'): string | null {
  if (y !== undefined) return dayOf(y.length === 2 ? 2000 + Number(y) : Number(y), m, d)
  const step = prefer === 'future' ? 1 : -1
  // 29 February may be eight years away.
  for (let i = 0; i <= 8; i++) {
    const day = dayOf(year(today) + i * step, m, d)
    if (day !== null && (prefer === 'future' ? day >= today : day <= today)) return day
  }
  return null
}

function dayOfMonth(d: number, today: string, prefer: 'future' | 'past'): string | null {
  for (let i = 0; i < 12; i++) {
    const first = addMonths(`${today.slice(0, 7)}-01`, prefer === 'future' ? i : -i)
    const day = dayOf(year(first), month(first), d)
    if (day !== null && (prefer === 'future' ? day >= today : day <= today)) return day
  }
  return null
}

/** A title with a day at its end: 'Lantaarn melden voor vrijdag' → `{ title: 'Lantaarn melden', day }`. The title stays whole when it ends in no day. */
export function dayAtEnd(text: string, today: string): { readonly title: string; readonly day: string | null } {
  const words = text.trim().split(/\s+/)
  for (let count = Math.min(6, words.length - 1); count >= 1; count--) {
    const day = typedDay(words.slice(-count).join(' '), today, { strict: true })
    if (day !== null) return { title: words.slice(0, -count).join(' ').replace(/[\s,;:–-]+$/u, ''), day }
  }
  return { title: text.trim(), day: null }
}

const amsterdamDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' })
/** The calendar day of a moment in the municipality. */
export const dayIn = (moment: Date): string => amsterdamDay.format(moment)
