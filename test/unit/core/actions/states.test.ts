import { describe, expect, it } from 'vitest'
import { clockOf, stateLooks, stateName, whenOf } from '#core/actions/states.ts'
import { changeSentence } from '#core/actions/history.ts'

const today = '2026-11-23', near = '2026-12-07'
const names = { nameOf: (_: string, id: string) => ({ m1: 'Sanne', m2: 'Daan' })[id] ?? id, day: (day: string) => `dag ${day}` }

describe('states', () => {
  it('have a name and a shape of their own', () => {
    const looks = Object.values(stateLooks)
    expect(new Set(looks.map((l) => l.icon)).size).toBe(looks.length)
    expect(new Set(looks.map((l) => l.name)).size).toBe(looks.length)
  })
  it('say that a promise is still to be told', () => {
    expect(stateName('gedaan', 'nog')).toBe('Gedaan, nog terug te koppelen')
    expect(stateName('gedaan', 'verteld')).toBe('Gedaan')
    expect(stateName('bezig', 'nog')).toBe('Bezig')
  })
  it.each([
    ['open', '2026-11-22', 'teLaat'], ['open', '2026-11-23', 'vandaag'], ['bezig', '2026-11-29', 'dezeWeek'], ['open', '2026-11-30', 'later'], ['open', null, 'zonderDatum'], ['gedaan', '2026-11-01', 'afgesloten'],
  ] as const)('%s due %s is %s', (state, due, group) => { expect(whenOf(state, due, today, '2026-11-29')).toBe(group) })
})

describe('belofteklok', () => {
  const promised = { promise: true, terugkoppelingOn: '2026-12-20', state: 'open', told: 'nog' } as const
  it('runs, nears, is late and stops when told', () => {
    expect(clockOf(promised, today, near)).toBe('loopt')
    expect(clockOf({ ...promised, terugkoppelingOn: '2026-12-07' }, today, near)).toBe('nadert')
    expect(clockOf({ ...promised, terugkoppelingOn: '2026-11-22' }, today, near)).toBe('teLaat')
    expect(clockOf({ ...promised, terugkoppelingOn: '2026-11-22', told: 'verteld' }, today, near)).toBe('geen')
  })
  it('nears at once when the action was closed without telling', () => {
    expect(clockOf({ ...promised, state: 'gedaan' }, today, near)).toBe('nadert')
    expect(clockOf({ ...promised, terugkoppelingOn: null, state: 'kanNiet' }, today, near)).toBe('nadert')
    expect(clockOf({ ...promised, terugkoppelingOn: null }, today, near)).toBe('loopt')
  })
})

describe('history sentences', () => {
  it.each([
    ['created', null, 'x', 'maakte deze actie'],
    ['state', 'open', 'deelsGedaan', 'zette de stand van open op deels gedaan'],
    ['ownerId', 'm1', 'm2', 'veranderde de trekker van Sanne naar Daan'],
    ['ownerId', null, 'm2', 'zette de trekker op Daan'],
    ['dueOn', '2026-12-01', null, 'haalde de uiterste datum weg (dag 2026-12-01)'],
    ['description', 'a', 'b', 'paste de omschrijving aan'],
    ['description', '', 'b', 'schreef de omschrijving'],
    ['contactIds', [], ['m1', 'm2'], 'zette de betrokken inwoners op Sanne, Daan'],
    ['promise', false, true, 'maakte er een belofte aan inwoners van'],
    ['terugkoppeling', null, 'het panel', 'koppelde terug aan het panel'],
    ['terugkoppeling', null, '', 'legde vast waarom er geen terugkoppeling komt'],
    ['laterVeld', 'a', 'b', 'veranderde laterVeld van a naar b'],
  ])('%s', (field, before, after, sentence) => { expect(changeSentence({ field, before, after }, names)).toBe(sentence) })
})
