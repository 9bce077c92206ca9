import { expect, it } from 'vitest'
import { matchLetters } from '../../../../renderer/components/common/matchLetters.ts'
import { readQuery, writeQuery } from '../../../../renderer/components/signals/signalQuery.ts'

const items = [{ label: 'Jeugd', value: 'jeugd' }, { label: 'Grofvuil', value: 'grof', hint: 'Afval' }, { label: 'Afval', value: 'afval' }, { label: 'De Mare-Noord', value: 'noord' }, { label: "'t Éinde", value: 'einde' }]
const found = (typed: string) => matchLetters(items, typed).map(({ value }) => value)

it('two letters find what begins with them, then words inside and what stands under a hoofdthema', () => {
  expect(found('af')).toEqual(['afval', 'grof'])
  expect(found('GR')).toEqual(['grof'])
  expect(found('noo')).toEqual(['noord'])
  expect(found('ei')).toEqual(['einde'])
  expect(found('xy')).toEqual([])
  expect(found(' ')).toHaveLength(5)
})

it('an address says what the list is narrowed to, and nonsense in it narrows nothing', () => {
  const query = { text: 'lamp', themeId: 't', states: ['nieuw', 'opgepakt'] as const, from: '2026-01-01', weight: 'ernstig' as const }
  expect(readQuery(JSON.parse(JSON.stringify(writeQuery({ ...query, states: [...query.states] }))))).toMatchObject(query)
  expect(Object.values(readQuery({ stand: 'weg', bron: 'x', vanaf: 'ooit', gewicht: '9' })).filter((v) => v !== undefined)).toEqual([])
})
