/** Figures of a benchmark are ratios: both sides are measured in the same run, alternating, so that a busy machine hurts both. */
export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN
export const percentile = (values: readonly number[], p: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * p))] ?? Number.NaN

export interface Line { readonly what: string; readonly ours: string; readonly measure: string; readonly result: string; readonly wanted: string; readonly holds: boolean }

const ms = (value: number) => `${value.toFixed(value < 20 ? 1 : 0)} ms`

export function ratio(what: string, ours: readonly number[], measure: string, other: readonly number[], wanted: number): Line {
  const result = median(ours) / median(other)
  return { what, ours: ms(median(ours)), measure: `${measure}: ${ms(median(other))}`, result: `${result.toFixed(2)} ×`, wanted: `≤ ${String(wanted)} ×`, holds: result <= wanted }
}

const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`

/** Bytes, which do not depend on the machine. */
export function size(what: string, ours: number, measure: string, other: number, wanted: number): Line {
  return { what, ours: kb(ours), measure: `${measure}: ${kb(other)}`, result: `${(ours / other).toFixed(2)} ×`, wanted: `≤ ${String(wanted)} ×`, holds: ours / other <= wanted }
}

export function atMost(what: string, values: readonly number[], p: number, wanted: number): Line {
  const result = percentile(values, p)
  return { what, ours: ms(median(values)), measure: 'median and p95', result: ms(result), wanted: `≤ ${String(wanted)} ms`, holds: result <= wanted }
}

export const print = (lines: readonly Line[]): void => {
  console.log('| What | Ours | Against | Result | Wanted |\n|---|---|---|---|---|')
  for (const line of lines) console.log(`| ${line.what} | ${line.ours} | ${line.measure} | ${line.result} | ${line.wanted}${line.holds ? '' : ' – not reached'} |`)
}
