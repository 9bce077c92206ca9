import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { findPrivate, namesByOffences, type Finding } from '#core/privacy/detect.ts'
import { useDesktop } from '../desktop.ts'

const SETTING = 'privacy.dismissed'
const MAX_DISMISSED = 500
const MAX_NAMES = 100

/** A short sign of a text, to know it again without keeping it (FNV-1a). */
function signOf(text: string): string {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(36)
}
const keyOf = (place: string, { kind, text }: Finding) => `${place}|${kind}|${signOf(text)}`

/** 'Hoort dit hier?' for the whole window: which names are known, and what somebody said may stay. Nothing leaves this computer. */
export const usePrivacy = defineStore('privacy', () => {
  const desktop = useDesktop()
  const known = new Map<string, boolean>()
  const dismissed = shallowRef<readonly string[]>([])
  /** Counts up when an answer may be another one: names came in, or something was dismissed. */
  const version = ref(0)
  let loaded: Promise<void> | undefined

  const load = () => (loaded ??= desktop.data['settings.get']({ name: SETTING }).then((kept) => {
    if (!kept.ok || !Array.isArray(kept.value)) return
    dismissed.value = kept.value.filter((key) => typeof key === 'string')
    version.value++
  }))
  desktop.on('changed', ({ kinds }) => { if (kinds.includes('contact')) { known.clear(); version.value++ } })

  /** What stands in a text and was not dismissed there. Names are asked of the data process once; the answer raises `version`. */
  function check(text: string, place: string): readonly Finding[] {
    void load()
    const asked = [...new Set(namesByOffences(text).map(({ name }) => name))].filter((name) => !known.has(name) && name.length <= 200).slice(0, MAX_NAMES)
    if (asked.length > 0) void ask(asked)
    return findPrivate(text, (name) => known.get(name) === true).filter((finding) => !dismissed.value.includes(keyOf(place, finding)))
  }
  async function ask(names: readonly string[]): Promise<void> {
    for (const name of names) known.set(name, false)
    const answer = await desktop.data['privacy.known']({ names: [...names] })
    if (!answer.ok) return
    names.forEach((name, n) => known.set(name, answer.value[n] === true))
    if (answer.value.some(Boolean)) version.value++
  }
  /** It may stay in this place. */
  function dismiss(place: string, finding: Finding): void {
    dismissed.value = [...dismissed.value, keyOf(place, finding)].slice(-MAX_DISMISSED)
    version.value++
    void desktop.data['settings.set']({ name: SETTING, value: [...dismissed.value] })
  }
  return { version, check, dismiss }
})
