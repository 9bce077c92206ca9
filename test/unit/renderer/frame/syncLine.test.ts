import { describe, expect, it } from 'vitest'
import type { SyncState } from '#core/contract/events.ts'
import { syncLine } from '../../../../renderer/components/frame/syncLine.ts'

// Five past two in Amsterdam, whatever the clock of the test machine thinks.
const at = '2026-11-23T13:05:00.000Z'
const state = (more: Partial<SyncState>): SyncState => ({ phase: 'idle', pending: 0, files: { up: 0, down: 0 }, progress: null, lastRound: { at, sent: 12, received: 3, asked: 1, refused: 0, repaired: 0 }, problem: null, ...more })

describe('the sync badge tells the truth', () => {
  it.each([
    [state({ phase: 'standalone' }), 'Alleen op deze computer', 'calm'], [state({}), 'Bijgewerkt om 14:05', 'calm'], [state({ pending: 2 }), '2 wachtend', 'wait'],
    [state({ files: { up: 2, down: 0 } }), 'Bijgewerkt om 14:05 · 2 bijlagen nog te versturen', 'wait'], [state({ files: { up: 0, down: 1 } }), 'Bijgewerkt om 14:05 · 1 bijlage komt nog', 'calm'],
    [state({ phase: 'offline', pending: 1, files: { up: 3, down: 0 } }), 'Zonder verbinding · 1 wachtend · 3 bijlagen nog te versturen', 'wait'],
    [state({ phase: 'offline' }), 'Zonder verbinding', 'wait'], [state({ phase: 'offline', pending: 4 }), 'Zonder verbinding · 4 wachtend', 'wait'], [state({ phase: 'paused', pending: 1 }), 'Bijwerken staat stil · 1 wachtend', 'wait'],
    [state({ phase: 'busy', progress: { done: 400, total: 1200 } }), 'Bijwerken: 400 van 1200', 'calm'], [state({ phase: 'signedOut' }), 'Meld u opnieuw aan', 'trouble'],
    [state({ phase: 'error', problem: { message: 'De server is te oud', remedy: 'Vraag de beheerder.' } }), 'De server is te oud', 'trouble'],
  ])('%j', (given, text, tone) => {
    expect(syncLine(given)).toMatchObject({ text, tone })
  })
  it('never says that all is up to date while something waits, and gives the counts the server confirmed', () => {
    expect(syncLine(state({ pending: 1 })).text).not.toContain('Bijgewerkt')
    expect(syncLine(state({})).detail).toContain('12 verstuurd, 3 ontvangen, 1 vraagt uw keuze')
    expect(syncLine(state({ phase: 'error', pending: 3, problem: { message: 'Fout', remedy: 'Doe dit.' } })).detail).toContain('3 wachtend')
  })
})
