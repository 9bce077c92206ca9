import { parseDutchNumber } from '#core/text/numbers.ts'

/** Degrees (WGS84). */
export interface SignalPoint { readonly lat: number; readonly lon: number }
/** With the buurt that it lies in, '' where that is not known. */
export interface ChosenPoint extends SignalPoint { readonly buurtCode: string }

const degrees = (value: number): string => value.toFixed(5).replace('.', ',')
/** '52,63180 N, 4,74890 O' */
export const pointText = ({ lat, lon }: SignalPoint): string => `${degrees(lat)} N, ${degrees(lon)} O`

/** Reads a latitude or longitude as it is typed or copied: '52,6318', '52.6318'. Null when it is none. */
export function readDegrees(text: string, most: 90 | 180): number | null {
  // More than three decimals cannot be thousands: '52.631' is a latitude, not fifty thousand.
  const value = /^[-−]?\d{1,3}\.\d+$/.test(text.trim()) ? Number(text.trim().replace('−', '-')) : parseDutchNumber(text)
  return value === null || Math.abs(value) > most ? null : value
}
