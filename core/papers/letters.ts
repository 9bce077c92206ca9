import { documentStyle } from '../minutes/style.ts'
import { html, multiline, trusted } from '../minutes/html.ts'
import { safeAccent, safePicture, type HouseStyle } from '../minutes/document.ts'
import { longDay } from '../text/days.ts'

/** Where the window of the envelope is. */
export const envelopeWindows = ['links', 'rechts'] as const
export type EnvelopeWindow = (typeof envelopeWindows)[number]

export interface Letter {
  /** Lines as they stand in the window: name, street, postcode and city. */
  readonly address: readonly string[]
  /** 'Geachte mevrouw Van der Berg,' */
  readonly greeting: string
  /** Instead of the text of the mailing, for who reads something of their own. */
  readonly text?: string
}
export interface Mailing {
  readonly subject: string
  /** Plain text; blank lines part paragraphs. */
  readonly text: string
  /** Day of the letter, `jjjj-mm-dd`. */
  readonly day: string
  readonly sender: string
  readonly style: HouseStyle
  readonly window: EnvelopeWindow
}

/**
 * Letters for window envelopes, each on a page of its own. The address lies where a DL and a C5 envelope have their window:
 * 50 mm from the top, and 20 mm (left) or 110 mm (right) from the edge, over 85 mm.
 */
export function lettersHtml(letters: readonly Letter[], { subject, text, day, sender, style, window }: Mailing): string {
  const logo = safePicture(style.logo)
  const paragraphs = (own: string) => own.split(/\n\s*\n/).filter((part) => part.trim() !== '')
  const page = ({ address, greeting, text: own = text }: Letter) => html`<section class="letter">
${logo === null ? html`<p class="top">${style.municipality || sender}</p>` : html`<p class="top picture"><img src="${logo}" alt="${style.municipality === '' ? 'Logo' : `Logo ${style.municipality}`}"></p>`}
<p class="address ${window}">${address.map((line, n) => html`${n > 0 && html`<br>`}${line}`)}</p>
<dl><dt>Datum</dt><dd>${longDay(day)}</dd><dt>Onderwerp</dt><dd>${subject}</dd></dl>
<p>${greeting}</p>
${paragraphs(own).map((part) => html`<p>${multiline(part)}</p>`)}
<p>Met vriendelijke groet,</p><p>${sender}</p>
<p class="quiet foot">${style.footer}</p></section>`
  return html`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${subject}</title>
<style>${trusted(documentStyle(safeAccent(style.accent)) + letterStyle)}</style>
</head>
<body>${letters.map(page)}</body>
</html>
`.source
}

// Paragraphs with margins and nothing else, so that Word lays the address in the window as well.
const letterStyle = `
@page { margin: 18mm 25mm 15mm 20mm; }
body { padding: 0; max-width: none; }
.letter { break-after: page; page-break-after: always; }
.letter:last-child { break-after: auto; page-break-after: auto; }
.letter .top { margin: 0 0 26mm; line-height: 6mm; } .letter .picture { margin-bottom: 12mm; line-height: 20mm; } .letter .top img { height: 20mm; max-width: 70mm; }
.letter .address { margin: 0 0 18mm; line-height: 1.3; } .letter .rechts { margin-left: 90mm; }
.letter dl { margin-bottom: 8mm; }
.letter .foot { margin-top: 12mm; font-size: 9pt; }
`

/** The lines of an address as an envelope shows them; what is not known is left out. */
export const addressLines = (name: string, place: { readonly street?: string | null; readonly houseNumber?: string | null; readonly houseNumberAddition?: string | null; readonly postcode?: string | null; readonly city?: string | null }): string[] =>
  [name, [place.street, [place.houseNumber, place.houseNumberAddition].filter(Boolean).join(' ')].filter(Boolean).join(' '), [place.postcode, (place.city ?? '').toUpperCase()].filter(Boolean).join('  ')].filter((line) => line.trim() !== '')
