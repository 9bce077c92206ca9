import { describe, expect, it } from 'vitest'
import { passphraseStrength } from '#core/text/passphrase.ts'

describe('passphraseStrength', () => {
  it.each([['wachtwoord1', 0], ['aaaaaaaaaaaaaaaa', 0], ['1234567890', 0], ['Welkom2026', 0], ['qwertyuiop', 0], ['alkmaar gemeente', 0]])('%s is very weak', (words, score) => {
    expect(passphraseStrength(words).score).toBe(score)
  })
  it.each([['paarse kano onder zeven bruggen'], ['vier groene olifanten fietsen'], ['k8#Vq2!xPz7@Lm']])('%s is good or strong', (words) => {
    expect(passphraseStrength(words).score).toBeGreaterThanOrEqual(3)
    expect(passphraseStrength(words).advice).toBe('')
  })
  it('a longer phrase is never weaker than its beginning', () => {
    const words = 'kano onder zeven paarse bruggen'
    const scores = Array.from(words, (_, i) => passphraseStrength(words.slice(0, i + 1)).score)
    expect(scores.at(-1)).toBeGreaterThan(scores[5]!)
  })
})
