import type { AttachmentItem, AttachmentState } from '#core/contract/attachments.ts'
import { extensionOf } from '#core/attachments/types.ts'

/** What a person reads about where the bytes are; '' where there is nothing to know. `offline`: the server cannot be reached now. */
export function stateText({ type, percent, message }: AttachmentState, offline: boolean): string {
  switch (type) {
    case 'alone': return ''
    case 'waiting': return [percent > 0 ? `${percent} % verstuurd` : '', offline ? 'wacht op verbinding' : 'wacht op versturen'].filter(Boolean).join(', ')
    case 'sending': return `${percent} % verstuurd`
    case 'there': return 'bij de server'
    case 'absent': return percent > 0 ? `${percent} % opgehaald` : 'nog niet op deze laptop'
    case 'fetching': return `${percent} % opgehaald`
    case 'notSent': return 'nog niet bij de server'
    case 'failed': return `mislukt: ${message}`
  }
}

export const stateIcons: Record<AttachmentState['type'], string> = {
  alone: 'i-lucide-check', waiting: 'i-lucide-clock', sending: 'i-lucide-upload', there: 'i-lucide-check', absent: 'i-lucide-cloud', fetching: 'i-lucide-download', notSent: 'i-lucide-hourglass', failed: 'i-lucide-circle-alert',
}

/** How it is called: its caption, or its file's name. */
export const titleOf = ({ caption, name }: Pick<AttachmentItem, 'caption' | 'name'>): string => caption || name || 'Zonder naam'

/** 'PDF', 'DOCX': what kind of file, in the letters people know. */
export const kindOf = ({ name, mimeType }: Pick<AttachmentItem, 'name' | 'mimeType'>): string => (extensionOf(name) || (mimeType === 'application/pdf' ? 'pdf' : 'bestand')).toUpperCase()

/** '1,2 MB', '340 kB' */
export const sizeText = (bytes: number): string => (bytes >= 1_000_000 ? `${(bytes / 1_000_000).toLocaleString('nl-NL', { maximumFractionDigits: 1 })} MB` : `${Math.max(1, Math.round(bytes / 1000)).toLocaleString('nl-NL')} kB`)
