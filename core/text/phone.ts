/** Dutch area codes of three digits (with the 0); all others have four. */
const shortAreas = new Set(['010', '013', '014', '015', '020', '023', '024', '026', '030', '033', '035', '036', '038', '040', '043', '045', '046', '050', '053', '055', '058', '070', '071', '072', '073', '074', '075', '076', '077', '078', '079', '085', '088', '091'])

/**
 * A phone number in E.164 (`+31612345678`), or null when it cannot be one. Reads every Dutch way of writing it, and
 * numbers that lost their leading zero in Excel. Short national numbers (0800, 0900, 14 072) stay Dutch: `+318001234`.
 */
export function parsePhone(text: string): string | null {
  // An apostrophe in front keeps Excel from taking the number for a number.
  const bare = text.trim().replace(/^['’]/, '').replace(/^(?:tel|telefoon|mob|mobiel|t|m)(?:[.:]\s*|\s+)/i, '')
  // '+31 (0)6': the zero is only for callers inside the country.
  const compact = bare.replace(/^((?:\+|00)\d{1,3})\s*\(0\)/, '$1').replace(/[\s().\-/‐‑–—]/g, '')
  if (!/^\+?\d+$/.test(compact)) return null
  if (compact.startsWith('+') || compact.startsWith('00')) return international(compact.replace(/^(?:\+|00)/, ''))
  if (compact.startsWith('0')) return /^0(?:[1-9]\d{8}|[89]00\d{4}|[89]00\d{7})$/.test(compact) ? `+31${compact.slice(1)}` : null
  if (/^31[1-9]\d{8}$/.test(compact)) return `+${compact}`
  return /^[1-9]\d{8}$/.test(compact) ? `+31${compact}` : null
}

function international(digits: string): string | null {
  if (digits.startsWith('31')) {
    const national = digits.slice(2).replace(/^0/, '')
    return /^(?:[1-9]\d{8}|[89]00\d{4}|[89]00\d{7})$/.test(national) ? `+31${national}` : null
  }
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null
}

/** A number for reading: '06 12 34 56 78', '072 512 34 56', '0226 31 23 45', '+44 …'. Anything else comes back as it was. */
export function showPhone(phone: string): string {
  if (!/^\+\d+$/.test(phone)) return phone
  if (!phone.startsWith('+31')) return phone
  const national = `0${phone.slice(3)}`
  if (/^06\d{8}$/.test(national)) return `06 ${pairs(national.slice(2))}`
  if (/^0[89]00/.test(national)) return `${national.slice(0, 4)} ${national.slice(4)}`
  if (national.length !== 10) return phone
  return shortAreas.has(national.slice(0, 3)) ? `${national.slice(0, 3)} ${national.slice(3, 6)} ${pairs(national.slice(6))}` : `${national.slice(0, 4)} ${pairs(national.slice(4))}`
}

const pairs = (digits: string): string => digits.replace(/(\d\d)(?=\d)/g, '$1 ')
