import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useDraft } from '../../../../renderer/components/common/useDraft.ts'

function field(begin: string) {
  const value = ref(begin), saved: string[] = []
  const draft = effectScope().run(() => useDraft(() => value.value))!
  const save = (text: string) => void saved.push(text)
  return { ...draft, value, saved, type: (text: string) => { draft.text.value = text }, leave: () => draft.leave(save), keep: () => draft.keep(save), arrives: async (text: string) => { value.value = text; await nextTick() } }
}

describe('a field that others may change too', () => {
  it('saves what was typed, once', async () => {
    const f = field('oud')
    f.begin()
    f.type('nieuw')
    f.leave()
    await f.arrives('nieuw')
    f.begin()
    f.leave()
    expect(f.saved).toEqual(['nieuw'])
  })

  it('shows what a colleague wrote while it only had the focus, and does not put the old value back', async () => {
    const f = field('oud')
    f.begin()
    await f.arrives('van een ander')
    expect(f.text.value).toBe('van een ander')
    f.leave()
    expect(f.saved).toEqual([])
  })

  it('keeps what is being typed and tells the words of the other, who can be followed', async () => {
    const f = field('oud')
    f.begin()
    f.type('van mij')
    await f.arrives('van een ander')
    expect([f.text.value, f.theirs.value]).toEqual(['van mij', 'van een ander'])
    f.take()
    expect([f.text.value, f.theirs.value]).toEqual(['van een ander', null])
    f.type('van mij')
    f.leave()
    expect(f.saved).toEqual(['van mij'])
  })

  it('follows the other when what was typed was taken back by hand', async () => {
    const f = field('oud')
    f.begin()
    f.type('oude')
    await f.arrives('van een ander')
    f.type('oud')
    f.leave()
    expect([f.text.value, f.saved]).toEqual(['van een ander', []])
  })

  it('is not disturbed by its own words that come back while typing goes on', async () => {
    const f = field('')
    f.begin()
    for (const text of ['a', 'ab']) { f.type(text); f.keep() }
    await f.arrives('a')
    expect([f.text.value, f.theirs.value]).toEqual(['ab', null])
    f.type('abc')
    await f.arrives('ab')
    expect([f.text.value, f.theirs.value]).toEqual(['abc', null])
    f.type('')
    f.leave()
    expect(f.saved).toEqual(['a', 'ab', ''])
  })

  it('leaves a text that was refused where it is, and Esc brings back what there was', async () => {
    const f = field('1823 AB')
    f.begin()
    f.type('1823')
    f.leave()
    await nextTick()
    expect(f.text.value).toBe('1823')
    f.begin()
    f.leave()
    expect([f.text.value, f.saved]).toEqual(['1823', ['1823']])
    f.reset()
    expect(f.text.value).toBe('1823 AB')
  })
})
