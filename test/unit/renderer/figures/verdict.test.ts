import { describe, expect, it } from 'vitest'
import { verdictLook } from '../../../../renderer/components/figures/verdict.ts'

describe('how a comparison looks', () => {
  it('says in a word whether higher is good news, beside an arrow and a colour', () => {
    expect(verdictLook('hoger', 'lagerIsBeter')).toEqual({ icon: 'i-lucide-arrow-up', class: 'text-warning', sense: 'ongunstig' })
    expect(verdictLook('lager', 'lagerIsBeter')).toEqual({ icon: 'i-lucide-arrow-down', class: 'text-success', sense: 'gunstig' })
    expect(verdictLook('hoger', 'hogerIsBeter').sense).toBe('gunstig')
    expect(verdictLook('lager', 'hogerIsBeter').sense).toBe('ongunstig')
  })

  it('judges nothing where more is neither better nor worse, or nothing was shown', () => {
    expect(verdictLook('hoger', 'neutraal')).toEqual({ icon: 'i-lucide-arrow-up', class: 'text-info', sense: '' })
    expect(verdictLook('gelijk', 'lagerIsBeter')).toEqual({ icon: 'i-lucide-equal', class: 'text-muted', sense: '' })
    expect(verdictLook('margeOnbekend', 'lagerIsBeter').icon).toBe('i-lucide-circle-help')
  })
})
