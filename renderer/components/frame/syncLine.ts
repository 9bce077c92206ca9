import type { SyncState } from '#core/contract/events.ts'

export interface SyncLine {
  readonly text: string
  readonly detail: string
  readonly icon: string
  /** `wait` is amber, `trouble` red; both have their own words and icon. */
  readonly tone: 'calm' | 'wait' | 'trouble'
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`
const clock = (iso: string) => new Date(iso).toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' })

/** The sync state as one line, and what lies behind it. */
export function syncLine({ phase, pending, files, progress, lastRound, problem }: SyncState): SyncLine {
  // Text is at the server long before a photo is: both are said.
  const up = files.up > 0 ? `${count(files.up, 'bijlage', 'bijlagen')} nog te versturen` : ''
  const down = up === '' && files.down > 0 ? count(files.down, 'bijlage komt nog', 'bijlagen komen nog') : ''
  const waiting = [pending > 0 ? `${pending} wachtend` : '', up].filter(Boolean).join(' · ')
  const bon = lastRound ? `Laatst bijgewerkt om ${clock(lastRound.at)}: ${lastRound.sent} verstuurd, ${lastRound.received} ontvangen${lastRound.asked > 0 ? `, ${count(lastRound.asked, 'vraagt uw keuze', 'vragen uw keuze')}` : ''}${lastRound.refused > 0 ? `, ${lastRound.refused} niet verwerkt` : ''}. Bevestigd door de server.` : 'Nog niet eerder bijgewerkt.'
  const safe = 'Uw werk staat veilig op deze computer.'
  switch (phase) {
    case 'standalone': return { text: 'Alleen op deze computer', detail: 'Dit gebiedsboek is niet verbonden met een server. Alles staat op deze computer.', icon: 'i-lucide-laptop', tone: 'calm' }
    case 'busy': return progress && progress.total > 0
      ? { text: `Bijwerken: ${progress.done} van ${progress.total}`, detail: safe, icon: 'i-lucide-refresh-cw', tone: 'calm' }
      : { text: 'Bezig met bijwerken', detail: bon, icon: 'i-lucide-refresh-cw', tone: 'calm' }
    case 'idle': {
      if (pending > 0) return { text: waiting, detail: bon, icon: 'i-lucide-clock', tone: 'wait' }
      const text = [lastRound ? `Bijgewerkt om ${clock(lastRound.at)}` : 'Bijgewerkt', up || down].filter(Boolean).join(' · ')
      return up === '' ? { text, detail: bon, icon: 'i-lucide-check', tone: 'calm' } : { text, detail: bon, icon: 'i-lucide-clock', tone: 'wait' }
    }
    case 'offline': return { text: ['Zonder verbinding', waiting].filter(Boolean).join(' · '), detail: `${safe} ${bon}`, icon: 'i-lucide-cloud-off', tone: 'wait' }
    case 'paused': return { text: ['Bijwerken staat stil', waiting].filter(Boolean).join(' · '), detail: `U werkt nu zonder verbinding. ${safe}`, icon: 'i-lucide-pause', tone: 'wait' }
    case 'signedOut': return { text: 'Meld u opnieuw aan', detail: `${problem?.message ?? 'De server vraagt opnieuw om uw wachtwoord.'} ${safe}`, icon: 'i-lucide-key-round', tone: 'trouble' }
    case 'error': return { text: problem?.message ?? 'Bijwerken lukt niet', detail: [problem?.remedy, waiting && `${waiting}.`, safe].filter(Boolean).join(' '), icon: 'i-lucide-circle-alert', tone: 'trouble' }
  }
}
