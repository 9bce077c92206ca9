import * as Y from 'yjs'
import { MUNICIPALITY } from '#core/model/define.ts'
import { makeStamp } from '#core/sync/clock.ts'
import type { Change } from '#core/sync/row.ts'
import type { PushRequest } from '#core/sync/wire.ts'
import { push } from '../../../server/sync/push.ts'
import type { ServerStore } from '../../../server/store/contract.ts'
import { seeded, type Random } from '../../support/seeded.ts'

/**
 * What one person does on a working day, made up for this measurement: an action, two edits of actions (with their lines of history),
 * an edit of a contact; every fifth day a meeting with twelve people and a note of some 1,500 characters that is typed in six goes.
 */
export const USERS = 30, GEBIEDEN = 6, CONTACTS = 4000, DAYS = 220
const DAY_MS = 86_400_000, SPAN = 365 / DAYS
const sentence = 'Bewoners melden dat de lantaarn bij het speeltuintje al drie weken niet brandt; afgesproken is dat de gemeente dit deze week nakijkt. '
const gebiedOf = (n: number) => `g${n % GEBIEDEN}`

interface Person { readonly n: number; readonly device: string; readonly account: string; pushes: number }

/** Writes the days of one municipality through the code of the server, one push per person and day, as after a day without a connection. */
export class Year {
  readonly people: readonly Person[]
  /** The server's time in ms. */
  now: number
  readonly counts = { pushes: 0, rows: 0, edits: 0, typing: 0 }
  private readonly store: ServerStore
  private readonly epoch: string
  private readonly random: Random = seeded(7)
  private readonly actions: { id: string; gebied: string; stamp: string; device: string }[] = []
  private readonly contacts: { id: string; gebied: string; stamp: string }[] = []
  private ids = 0
  private ticks = 0

  constructor(store: ServerStore, epoch: string, accounts: readonly string[], startMs: number) {
    this.store = store
    this.epoch = epoch
    this.now = startMs
    this.people = accounts.map((account, n) => ({ n, account, device: n.toString(36).padStart(8, 'b'), pushes: 0 }))
  }

  /** Gebieden, and the contacts that were imported at the start. */
  async begin(): Promise<void> {
    const [first] = this.people
    await this.send(first!, Array.from({ length: GEBIEDEN }, (_, n) => this.change(first!, 'gebied', gebiedOf(n), MUNICIPALITY, { name: `Gebied ${n}` })))
    for (let i = 0; i < CONTACTS; i += 500) await this.send(first!, Array.from({ length: 500 }, (_, k) => this.contact(first!, gebiedOf(i + k))).flat())
  }

  async days(from: number, to: number): Promise<void> {
    for (let day = from; day < to; day++) {
      this.now += Math.round(SPAN * DAY_MS)
      for (let i = 0; i < this.people.length; i += 6) await Promise.all(this.people.slice(i, i + 6).map((person) => this.day(person, day)))
    }
  }

  private async day(person: Person, day: number): Promise<void> {
    const gebied = gebiedOf(person.n), changes = [this.action(person, gebied)]
    for (let i = 0; i < 2; i++) changes.push(...this.editAction(person))
    changes.push(this.editContact(person))
    const meeting = (day + person.n) % 5 === 0 ? `m${++this.ids}` : undefined
    if (meeting !== undefined) changes.push(...this.meeting(person, gebied, meeting))
    await this.send(person, changes)
    if (meeting !== undefined) await this.type(person, gebied, meeting)
  }

  private change(person: Person, kind: string, id: string, gebied: string, fields: Change['fields'], bases?: Change['bases']): Change {
    this.counts[bases ? 'edits' : 'rows'] += 1
    return { kind, id, gebied, stamp: makeStamp(this.now, ++this.ticks % 36 ** 3, person.device), fields, ...(bases ? { bases } : {}) }
  }

  private contact(person: Person, gebied: string): Change[] {
    const id = `c${++this.ids}`
    const contact = this.change(person, 'contact', id, gebied, { firstName: 'Voorbeeld', lastName: `Persoon ${this.ids}`, wijkCode: 'WK036100', buurtCode: 'BU03610000' })
    this.contacts.push({ id, gebied, stamp: contact.stamp })
    return [contact, this.change(person, 'contactDetails', id, gebied, { phone: '0600000000', email: `persoon${this.ids}@voorbeeld.example`, street: 'Voorbeeldstraat', houseNumber: '1', postcode: '1800AA', city: 'Voorbeeld' })]
  }

  private action(person: Person, gebied: string): Change {
    const id = `a${++this.ids}`
    const made = this.change(person, 'action', id, gebied, { title: `Lantaarn ${id}`, description: sentence, state: 'open' })
    this.actions.push({ id, gebied, stamp: made.stamp, device: person.device })
    return made
  }

  private editAction(person: Person): Change[] {
    const mine = this.actions.slice(-600).filter((a) => a.gebied === gebiedOf(person.n))
    const held = this.random.pick(mine.length > 0 ? mine : this.actions)
    const edit = this.change(person, 'action', held.id, held.gebied, { state: this.random.pick(['bezig', 'gedaan', 'open']) }, { state: held.stamp })
    held.stamp = edit.stamp
    return [edit, this.change(person, 'actionChange', `h${++this.ids}`, held.gebied, { actionId: held.id, field: 'state', before: 'open', after: 'bezig' })]
  }

  private editContact(person: Person): Change {
    const held = this.random.pick(this.contacts)
    const edit = this.change(person, 'contact', held.id, held.gebied, { remarks: `Gebeld. ${sentence}` }, { remarks: held.stamp })
    held.stamp = edit.stamp
    return edit
  }

  private meeting(person: Person, gebied: string, id: string): Change[] {
    return [
      this.change(person, 'meeting', id, gebied, { title: `Buurtbakkie ${id}`, kind: 'buurtbakkie', place: 'Buurthuis' }), this.change(person, 'note', id, gebied, { meetingId: id }),
      ...Array.from({ length: 12 }, () => this.change(person, 'attendance', `w${++this.ids}`, gebied, { meetingId: id, contactId: this.random.pick(this.contacts).id, presence: 'aanwezig' })),
    ]
  }

  private async type(person: Person, gebied: string, id: string): Promise<void> {
    const doc = new Y.Doc(), text = doc.getText('t')
    let seen = Y.encodeStateVector(doc)
    for (let i = 0; i < 6; i++) {
      for (const letter of sentence.repeat(2)) text.insert(text.length, letter)
      await this.send(person, [], [{ id, gebied, generation: 0, update: Buffer.from(Y.encodeStateAsUpdateV2(doc, seen)).toString('base64') }])
      seen = Y.encodeStateVector(doc)
    }
    doc.destroy()
  }

  private async send(person: Person, changes: readonly Change[], notes: PushRequest['notes'] = []): Promise<void> {
    const { answer } = await push(this.store, person.account, { device: person.device, push: ++person.pushes, epoch: this.epoch, changes: [...changes] as PushRequest['changes'], notes, erase: [] }, this.now)
    const refused = [...answer.changes, ...answer.notes].find((r) => r.status !== 'applied')
    if (refused) throw new Error(JSON.stringify(refused))
    this.counts.pushes += 1
    this.counts.typing += notes.length
  }
}
