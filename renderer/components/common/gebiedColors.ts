/** Colours that stay apart for the colour-blind (after Okabe and Ito), darkened or lightened for contrast. Always shown next to the name. */
export const gebiedColors: readonly { readonly name: string; readonly light: string; readonly dark: string }[] = [
  { name: 'blauw', light: '#0072b2', dark: '#56b4e9' },
  { name: 'oranje', light: '#b45309', dark: '#f0a63b' },
  { name: 'groen', light: '#007a5a', dark: '#33c79c' },
  { name: 'paars', light: '#8b3f86', dark: '#d98fc8' },
  { name: 'rood', light: '#b3261e', dark: '#f28b82' },
  { name: 'lichtblauw', light: '#3b82a0', dark: '#9bd7ea' },
  { name: 'oker', light: '#8a6d00', dark: '#e6cf4a' },
  { name: 'grijs', light: '#5b6573', dark: '#b4bcc8' },
]
export const gebiedColor = (index: number) => gebiedColors[((index % gebiedColors.length) + gebiedColors.length) % gebiedColors.length]!
