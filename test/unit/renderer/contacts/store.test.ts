import { createPinia, type Pinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApp } from 'vue'
import type { ContactList, ContactListRow } from '#core/contract/contacts.ts'
import { ok } from '#core/contract/command.ts'
import { desktopKey, type Desktop } from '../../../../renderer/desktop.ts'
import { useContacts } from '../../../../renderer/stores/contacts.ts'

const row = (n: number): ContactListRow => ({ id: `c${String(n)}`, gebied: 'g', name: `Naam ${String(n)}`, address: '', email: '', phone: '', labels: [], wijkCode: '', consent: 'geen' })
interface Asked { readonly query: string; readonly offset: number; answer: (total: number) => void }

/** A desktop whose list answers when the test says so. */
function fake() {
  const asked: Asked[] = []
  let changed: (event: { kinds: string[] }) => void = () => undefined
  const desktop = {
    data: {
      'contacts.list': ({ query, offset, limit }: { query: string; offset: number; limit: number }) => new Promise((resolve) => {
        asked.push({ query, offset, answer: (total) => resolve(ok<ContactList>({ rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => row(offset + i)), offset, total })) })
      }),
      'contacts.ids': ({ from, to }: { from?: number; to?: number }) => Promise.resolve(ok(Array.from({ length: (to ?? 9) - (from ?? 0) + 1 }, (_, i) => `c${String((from ?? 0) + i)}`))),
      'contacts.labels': () => Promise.resolve(ok([])),
      'panels.list': () => Promise.resolve(ok([])),
    },
    on: (_event: string, listener: typeof changed) => { changed = listener; return () => undefined },
  }
  return { asked, desktop: desktop as unknown as Desktop, change: (kinds: string[]) => changed({ kinds }) }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('the contact list in the window', () => {
  let host: ReturnType<typeof fake>
  let pinia: Pinia
  beforeEach(() => {
    host = fake()
    pinia = createPinia()
    createApp({}).provide(desktopKey, host.desktop).use(pinia)
  })

  it('asks one question at a time and of those typed meanwhile only the last', async () => {
    const contacts = useContacts(pinia)
    for (const query of ['j', 'ja', 'jan']) void contacts.narrow({ query })
    expect(host.asked.map((a) => a.query)).toEqual(['j'])
    host.asked[0]?.answer(50)
    await settle()
    expect(host.asked.map((a) => a.query)).toEqual(['j', 'jan'])
    host.asked[1]?.answer(3)
    await settle()
    expect([contacts.total, contacts.itemAt(2)?.id, contacts.itemAt(3)]).toEqual([3, 'c2', undefined])
    expect(host.asked).toHaveLength(2)
  })

  it('fetches a page when it comes on screen, once, and again after a change', async () => {
    const contacts = useContacts(pinia)
    void contacts.narrow({ query: '' })
    host.asked[0]?.answer(1000)
    await settle()
    contacts.reach(480, 510)
    contacts.reach(481, 511)
    expect(host.asked.slice(1).map((a) => a.offset)).toEqual([400, 500])
    for (const question of host.asked.slice(1)) question.answer(1000)
    await settle()
    expect(contacts.itemAt(505)?.id).toBe('c505')
    host.change(['action'])
    expect(host.asked).toHaveLength(3)
    host.change(['contact'])
    expect(host.asked.at(-1)?.offset).toBe(400)
  })

  it('marks rows, ranges from the last marked row, and forgets them with a new filter', async () => {
    const contacts = useContacts(pinia)
    contacts.toggle('c3', 3)
    await contacts.markTo(5)
    expect([...contacts.marked]).toEqual(['c3', 'c4', 'c5'])
    contacts.toggle('c4', 4)
    expect([...contacts.marked]).toEqual(['c3', 'c5'])
    void contacts.narrow({ query: 'x' })
    expect(contacts.marked.size).toBe(0)
  })
})
