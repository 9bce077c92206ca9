import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestOf, capacity, checkChoice, choiceResult, type Option, type Rules, type Vote } from '#core/choices/result.ts'
import { howToChoose, rankText, unitText } from '#core/choices/words.ts'

const options: readonly Option[] = ['licht', 'verkeer', 'afval', 'jongeren'].map((id, i) => ({ id, title: id, position: `a${i}` }))
const at = (stack: string, optionId: string | null, count: number): Vote => ({ stack, optionId, count })
const said = (votes: readonly Vote[]) => choiceResult(options, votes).lines.map((line) => `${line.title} ${line.points} ${rankText(line.rank, line.shared)}`)
const rules: Rules = { method: 'stickers', perVoter: 3, counting: 'tafels', voters: 4 }

describe('the result of a choice', () => {
  it('adds up the tables, most first', () => expect(said([at('1', 'licht', 2), at('2', 'licht', 1), at('1', 'afval', 5), at('2', 'verkeer', 1)])).toEqual(['afval 5 1e', 'licht 3 2e', 'verkeer 1 3e', 'jongeren 0 –']))
  it('shares a rank where the points are equal, and skips the next, in the order of the list', () => expect(said([at('1', 'jongeren', 3), at('1', 'verkeer', 3), at('1', 'licht', 4), at('1', 'afval', 1)])).toEqual(['licht 4 1e', 'verkeer 3 gedeeld 2e', 'jongeren 3 gedeeld 2e', 'afval 1 4e']))
  it('counts blanks as cast, for nobody', () => expect(choiceResult(options, [at('1', null, 3), at('1', 'licht', 1)])).toMatchObject({ blanks: 3, points: 1, stacks: 1 }))
  it('leaves out what was counted for an option that is gone', () => expect(choiceResult(options, [at('1', 'weg', 9), at('2', 'licht', 1)])).toMatchObject({ points: 1, stacks: 1 }))
  it('gives no rank to what nobody chose, also when nothing was counted', () => expect(choiceResult(options, []).lines.every((line) => line.rank === null && !line.shared)).toBe(true))
  it('is the same in whatever order counts and options came in, and loses no point', () => {
    const votes = fc.array(fc.record({ stack: fc.constantFrom('1', '2', '3'), optionId: fc.constantFrom(...options.map((o) => o.id), null), count: fc.nat(50) }))
    fc.assert(fc.property(votes, fc.nat(), (list, seed) => {
      const shuffled = list.map((vote, i) => ({ vote, at: Math.sin(seed + i) })).sort((a, b) => a.at - b.at).map((each) => each.vote)
      const result = choiceResult(options, list)
      expect(choiceResult([...options].reverse(), shuffled)).toEqual(result)
      expect(result.points + result.blanks).toBe(list.reduce((sum, vote) => sum + vote.count, 0))
      for (const line of result.lines) expect(line.rank).toBe(line.points === 0 ? null : 1 + result.lines.filter((other) => other.points > line.points).length)
    }))
  })
  it('takes the best with whom they share, and never half of a shared rank', () => {
    const result = choiceResult(options, [at('1', 'licht', 4), at('1', 'verkeer', 3), at('1', 'afval', 3), at('1', 'jongeren', 1)])
    expect(bestOf(result, 2).map((line) => line.title)).toEqual(['licht', 'verkeer', 'afval'])
    expect(bestOf(result, 3).map((line) => line.title)).toEqual(['licht', 'verkeer', 'afval'])
  })
})

describe('the checks of a count', () => {
  const check = (own: Partial<Rules>, votes: readonly Vote[]) => checkChoice({ ...rules, ...own }, choiceResult(options, votes), votes)
  it('allow what can be, blanks included', () => expect(check({}, [at('1', 'licht', 9), at('1', null, 3)])).toEqual({ over: 0, warnings: [] }))
  it('say how many are too many', () => expect(check({}, [at('1', 'licht', 14)])).toEqual({ over: 2, warnings: ['Er zijn 2 stickers meer geteld dan 4 personen met 3 stickers kunnen hebben.'] }))
  it('ask for the number of people where nobody is there yet', () => expect(check({ voters: 0 }, [at('1', 'licht', 1)]).warnings).toEqual(['Er is nog niemand als aanwezig genoteerd. Vul in hoeveel mensen kiezen.']))
  it('give everyone one vote, whatever stands at stickers', () => expect(capacity({ ...rules, method: 'stem' })).toBe(4))
  it('point at papers with too much on them', () => expect(check({ counting: 'briefjes', perVoter: 3 }, [at('a', 'licht', 2), at('a', 'afval', 2), at('b', 'licht', 3)]).warnings).toEqual(['1 briefje heeft meer dan 3 stickers.']))
})

it('says in words how people choose', () => {
  expect([howToChoose('stem', 3), howToChoose('stickers', 1), howToChoose('punten', 10)]).toEqual(['Iedereen heeft één stem', 'Iedereen plakt 1 sticker', 'Iedereen verdeelt 10 punten'])
  expect([unitText(1, 'stem'), unitText(1200, 'stem')]).toEqual(['1 stem', '1.200 stemmen'])
})
