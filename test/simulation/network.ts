import type { Answer } from './server.ts'
import type { Random } from '../support/seeded.ts'
import type { Timeline } from './timeline.ts'

/** A message on its way. */
export interface Letter {
  readonly reachable: () => boolean
  readonly deliver: () => Promise<Answer | undefined>
  readonly answered: (answer: Answer) => void
  readonly failed: (type: 'Offline' | 'Timeout') => void
}

export const fates = ['fine', 'lost', 'answerLost', 'twice', 'late', 'portal'] as const
export type Fate = (typeof fates)[number]

/** After this long without an answer a laptop gives up. */
const PATIENCE_MS = 2000
const latencies = [5, 20, 20, 20, 60, 60, 200, 900] as const
const portal: Answer = { status: 200, type: 'text/html', text: '<!doctype html><html>Welkom bij de wifi</html>' }

/** The network: in bad weather messages are lost, doubled, late, or answered by somebody else. */
export class Weather {
  bad = true
  /** Messages take equally long, so that what leaves together arrives together. */
  inStep = false
  readonly met: Record<Fate, number> = { fine: 0, lost: 0, answerLost: 0, twice: 0, late: 0, portal: 0 }
  private readonly timeline: Timeline
  private readonly random: Random

  constructor(timeline: Timeline, random: Random) {
    this.timeline = timeline
    this.random = random
  }

  carry(letter: Letter): void {
    const { timeline, random } = this
    const fate = this.bad ? random.weighted<Fate>({ fine: 72, lost: 6, answerLost: 8, twice: 6, late: 6, portal: 2 }) : 'fine'
    if (!letter.reachable()) { timeline.after(50, () => letter.failed('Offline')); return }
    this.met[fate] += 1
    const latency = () => (this.inStep ? 20 : random.pick(latencies))
    const givesUp = () => timeline.after(PATIENCE_MS, () => letter.failed('Timeout'))
    const deliverAfter = (ms: number) => timeline.after(ms, letter.deliver)
    const answerAfter = (ms: number) => timeline.after(ms, async () => {
      const answer = await letter.deliver()
      timeline.after(latency(), () => (answer ? letter.answered(answer) : letter.failed('Offline')))
    })
    switch (fate) {
      case 'fine': answerAfter(latency()); return
      case 'lost': givesUp(); return
      case 'answerLost': deliverAfter(latency()); givesUp(); return
      case 'late': deliverAfter(PATIENCE_MS + random.below(30_000)); givesUp(); return
      case 'twice': answerAfter(latency()); deliverAfter(random.below(15_000)); return
      case 'portal': timeline.after(latency(), () => letter.answered(portal))
    }
  }
}
