/** Metres to the east and to the north on the Dutch national grid. */
type Metres = readonly [number, number]

/** Coefficients of Schreutelkamp and Strang van Hees: power of x, power of y, seconds of arc. Exact to half a metre. */
const latitude = [[0, 1, 3235.65389], [2, 0, -32.58297], [0, 2, -0.2475], [2, 1, -0.84978], [0, 3, -0.0655], [2, 2, -0.01709], [1, 0, -0.00738], [4, 0, 0.0053], [2, 3, -0.00039], [4, 1, 0.00033], [1, 1, -0.00012]] as const
const longitude = [[1, 0, 5260.52916], [1, 1, 105.94684], [1, 2, 2.45656], [3, 0, -0.81885], [1, 3, 0.05594], [3, 1, -0.05607], [0, 1, 0.01199], [3, 2, -0.00256], [1, 4, 0.00128], [0, 2, 0.00022], [2, 0, -0.00022], [5, 0, 0.00026]] as const

/** Are these metres of the Dutch national grid (Rijksdriehoekscoördinaten)? */
export const isRd = ([x, y]: Metres): boolean => x > -10_000 && x < 310_000 && y > 290_000 && y < 660_000

/** A position of the Dutch national grid as longitude and latitude in degrees. */
export function fromRd([x, y]: Metres): [number, number] {
  const dx = (x - 155_000) / 100_000, dy = (y - 463_000) / 100_000
  // A border has many points: the powers are taken once.
  const xs = [1, dx, dx * dx, dx ** 3, dx ** 4, dx ** 5], ys = [1, dy, dy * dy, dy ** 3, dy ** 4]
  const sum = (terms: readonly (readonly [number, number, number])[]): number => {
    let total = 0
    for (const [p, q, seconds] of terms) total += seconds * xs[p]! * ys[q]!
    return total / 3600
  }
  const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7
  return [rounded(5.38720621 + sum(longitude)), rounded(52.1551744 + sum(latitude))]
}
