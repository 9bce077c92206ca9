import { documentStyle } from './style.ts'
import { html, trusted, type Html } from './html.ts'

/** The house style as the municipality set it; everything may be empty. */
export interface HouseStyle { readonly municipality: string; readonly logo: string; readonly accent: string; readonly footer: string }
export const noHouseStyle: HouseStyle = { municipality: '', logo: '', accent: '', footer: '' }

export const safeAccent = (accent: string): string => (/^#[0-9a-f]{6}$/i.test(accent) ? accent : '#0f766e')
/** Only pictures that hold themselves: a document never fetches anything. */
export const safePicture = (logo: string): string | null => (/^data:image\/(?:png|jpeg|svg\+xml|webp);base64,[A-Za-z0-9+/]+=*$/.test(logo) ? logo : null)

export interface DocumentParts {
  readonly title: string
  readonly subtitle: Html
  readonly body: Html
  readonly style: HouseStyle
  readonly closing?: string
}

/** A complete page in the house style that needs nothing from elsewhere and can run nothing. */
export function documentPage({ title, subtitle, body, style, closing = '' }: DocumentParts): string {
  const logo = safePicture(style.logo)
  const page = html`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<style>${trusted(documentStyle(safeAccent(style.accent)))}</style>
</head>
<body>
<header><div><h1>${title}</h1>${subtitle}</div>${logo !== null && html`<img src="${logo}" alt="${style.municipality === '' ? 'Logo' : `Logo ${style.municipality}`}">`}</header>
<main>${body}</main>
<footer>${[style.municipality, style.footer, closing].filter((part) => part.trim() !== '').join(' · ')}</footer>
</body>
</html>
`
  return page.source
}
