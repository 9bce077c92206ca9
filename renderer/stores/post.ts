import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { PostItem } from '#core/contract/door.ts'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../desktop.ts'
import { useSession } from './session.ts'

const kinds: readonly KindName[] = ['doorMessage', 'contact', 'meeting', 'gebied']

/** What residents sent through the digital door: how much waits, and the list that is looked at. */
export const usePost = defineStore('post', () => {
  const desktop = useDesktop()
  const session = useSession()
  /** Of every gebied on this laptop. */
  const waiting = ref(0)
  const items = shallowRef<readonly PostItem[] | null>(null)
  const today = ref('')
  const failure = ref('')
  const asked = shallowRef<{ readonly gebied: string | null; readonly handled: boolean } | null>(null)

  async function loadCount(): Promise<void> {
    if (!session.mayRead('doorMessage')) return
    const answer = await desktop.data['post.count']({})
    if (answer.ok) waiting.value = answer.value
  }
  async function load(): Promise<void> {
    const wish = asked.value
    if (!wish) return
    const answer = await desktop.data['post.list'](wish)
    if (wish !== asked.value) return
    failure.value = answer.ok ? '' : answer.error.message
    if (!answer.ok) return
    items.value = answer.value.items
    today.value = answer.value.today
  }
  async function show(gebied: string | null, handled: boolean): Promise<void> {
    asked.value = { gebied, handled }
    await load()
  }
  desktop.on('changed', (changed) => {
    if (changed.kinds.includes('doorMessage')) void loadCount()
    if (changed.kinds.some((kind) => kinds.includes(kind))) void load()
  })
  return { waiting, items, today, failure, show, load, loadCount }
})
