/**
 * Five steps of one colour, light to dark and in the dark the other way round, so that 'more' always stands out most from the ground.
 * One hue that only grows stronger is told apart by the colour-blind too, and in print.
 */
export interface MapTheme { readonly shades: readonly [string, string, string, string, string]; readonly grey: string; readonly ground: string; readonly line: string; readonly text: string; readonly halo: string; readonly point: string; readonly onPoint: string; readonly chosen: string; readonly hatch: string }

export const lightMap: MapTheme = { shades: ['#e3f1f6', '#b3dbe6', '#74b9cd', '#3a8dab', '#1c5d7c'], grey: '#d5d9df', ground: '#f8fafc', line: '#475569', text: '#0f172a', halo: '#ffffff', point: '#0f172a', onPoint: '#ffffff', chosen: '#b45309', hatch: '#334155' }
export const darkMap: MapTheme = { shades: ['#16303c', '#1d4f63', '#2a7691', '#51a5c0', '#a5dcec'], grey: '#3b4454', ground: '#0f172a', line: '#94a3b8', text: '#f8fafc', halo: '#0f172a', point: '#f8fafc', onPoint: '#0f172a', chosen: '#fbbf24', hatch: '#cbd5e1' }
export const mapTheme = (dark: boolean): MapTheme => (dark ? darkMap : lightMap)
export const shadeColor = (theme: MapTheme, shade: number | null): string => (shade === null ? theme.grey : (theme.shades[shade] ?? theme.grey))
