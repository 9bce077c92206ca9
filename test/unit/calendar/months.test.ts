import { expect, it } from 'vitest'
import { addMonths, dayAfterKey, monthsOf, weekOf } from '#core/calendar/months.ts'

it('weeks are numbered as ISO 8601 does, also around New Year', () => {
  // Dates and numbers from the table in ISO 8601 and its well-known examples.
  for (const [day, week] of [['2005-01-01', 53], ['2005-01-02', 53], ['2005-12-31', 52], ['2006-01-01', 52], ['2006-01-02', 1], ['2008-12-29', 1], ['2010-01-03', 53], ['2020-12-31', 53], ['2026-01-01', 1], ['2026-11-30', 49], ['2027-01-03', 53], ['2027-01-04', 1]] as const) expect([day, weekOf(day)]).toEqual([day, week])
})

it('a year has every day once, each in its month and under its weekday', () => {
  for (const [year, length] of [[2026, 365], [2028, 366]] as const) {
    const months = monthsOf(year)
    const days = months.flatMap((month) => month.weeks.flatMap((week) => week.days.filter((day) => day !== null)))
    expect(new Set(days).size).toBe(length)
    expect(days.toSorted()).toEqual(days)
    const misplaced = months.flatMap((month) => month.weeks.flatMap((week) => week.days.filter((day, column) => day !== null && (Number(day.slice(5, 7)) !== month.month || (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7 !== column))))
    expect(misplaced).toEqual([])
  }
})

it('keys go by day, week and month, and stay within a shorter month', () => {
  expect(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'a'].map((key) => dayAfterKey('2026-12-31', key))).toEqual(['2026-12-30', '2027-01-01', '2026-12-24', '2027-01-07', '2026-11-30', '2027-01-31', '2026-12-28', '2027-01-03', null])
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
  expect(addMonths('2027-03-31', -1)).toBe('2027-02-28')
})
