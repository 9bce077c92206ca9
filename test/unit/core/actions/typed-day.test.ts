import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addMonths, dayAtEnd, dayIn, endOfWeek, typedDay } from '#core/actions/typed-day.ts'
import { isDay } from '#core/text/days.ts'

/** A Monday. */
const today = '2026-11-23'

describe('a day as people type it', () => {
  it.each([
    ['vandaag', '2026-11-23'], ['Morgen', '2026-11-24'], ['overmorgen', '2026-11-25'], ['gisteren', '2026-11-22'],
    ['vrijdag', '2026-11-27'], ['vr', '2026-11-27'], ['maandag', '2026-11-30'], ['komende zondag', '2026-11-29'], ['volgende week vrijdag', '2026-12-04'], ['volgende vrijdag', '2026-12-04'],
    ['vrijdag over een week', '2026-12-04'], ['vrijdag volgende week', '2026-12-04'], ['volgende week', '2026-11-30'], ['eind van de week', '2026-11-27'], ['eind volgende week', '2026-12-04'],
    ['over 2 weken', '2026-12-07'], ['over twee weken', '2026-12-07'], ['over een maand', '2026-12-23'], ['over 3 dagen', '2026-11-26'], ['2w', '2026-12-07'], ['+5', '2026-11-28'], ['over een jaar', '2027-11-23'], ['over een half jaar', '2027-05-23'],
    ['12 dec', '2026-12-12'], ['12 december', '2026-12-12'], ['za 12 dec', '2026-12-12'], ['12 dec 2027', '2027-12-12'], ["12 dec '27", '2027-12-12'], ['12-12', '2026-12-12'], ['12/12/26', '2026-12-12'], ['1-3', '2027-03-01'],
    ['12-12-2026', '2026-12-12'], ['2026-12-12', '2026-12-12'], ['12e', '2026-12-12'], ['de 30e', '2026-11-30'], ['voor 12 dec', '2026-12-12'], ['uiterlijk vrijdag', '2026-11-27'],
    ['eind december', '2026-12-31'], ['half januari', '2027-01-15'], ['begin maart 2027', '2027-03-01'], ['volgende maand', '2026-12-01'], ['eind van de maand', '2026-11-30'], ['29 feb', '2028-02-29'],
  ])('%s', (text, day) => { expect(typedDay(text, today)).toBe(day) })

  it.each(['', 'zodra het kan', '30 februari', '12 foo', '31-02-2027', 'constructor', '12-12-20261', '0 dec', 'over veel dagen', '99-99', 'mei'])('is not one: %s', (text) => { expect(typedDay(text, today)).toBeNull() })

  it('looks back when a day in the past is meant', () => {
    expect(typedDay('12 dec', today, { prefer: 'past' })).toBe('2025-12-12')
    expect(typedDay('20e', today, { prefer: 'past' })).toBe('2026-11-20')
  })

  it('never throws and only answers days that exist', () => {
    const exists = (text: string) => { const day = typedDay(text, today); expect(day === null || isDay(day)).toBe(true) }
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), exists))
    fc.assert(fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), fc.constantFrom('-', ' ', '/', '.'), (d, m, s) => { exists(`${d}${s}${m}`) }))
  })
})

describe('a title with a day at its end', () => {
  it.each([
    ['Lantaarn Kerkstraat melden voor vrijdag', 'Lantaarn Kerkstraat melden', '2026-11-27'],
    ['Bellen met de woningcorporatie over 2 weken', 'Bellen met de woningcorporatie', '2026-12-07'],
    ['Hek nakijken, 12 dec', 'Hek nakijken', '2026-12-12'],
    ['Hek nakijken uiterlijk vr', 'Hek nakijken', '2026-11-27'],
  ])('%s', (text, title, day) => { expect(dayAtEnd(text, today)).toEqual({ title, day }) })

  it.each(['Doe het zo', 'Duurt 2 weken', 'Bewoners van nummer 12', 'vrijdag', 'Lees bladzijde 3/4', 'Wat kan nu'])('keeps words that are no day: %s', (text) => { expect(dayAtEnd(text, today)).toEqual({ title: text, day: null }) })
})

describe('calendar', () => {
  it('ends the week on Sunday', () => { expect(endOfWeek('2026-11-23')).toBe('2026-11-29'); expect(endOfWeek('2026-11-29')).toBe('2026-11-29') })
  it('keeps the last day of a shorter month', () => { expect(addMonths('2026-12-31', 2)).toBe('2027-02-28'); expect(addMonths('2026-03-31', -1)).toBe('2026-02-28') })
  it('takes the day in Alkmaar, not in London', () => { expect(dayIn(new Date('2026-07-01T22:30:00Z'))).toBe('2026-07-02'); expect(dayIn(new Date('2026-12-01T22:30:00Z'))).toBe('2026-12-01') })
})
