/** A screen that this computer has now. */
export interface HallDisplay { readonly id: number; readonly name: string; readonly width: number; readonly height: number; /** the one with the window of the program itself */ readonly own: boolean }
/** Where the window for the hall is. `display`: the screen that it fills, null for an ordinary window. */
export interface HallState { readonly open: boolean; readonly display: number | null; readonly displays: readonly HallDisplay[] }
/** What main tells the page unasked: screens and windows that changed, and keys that were pressed in the hall's window. */
export type HallEvent = { readonly type: 'state'; readonly state: HallState } | { readonly type: 'key'; readonly key: HallKey }
export type HallKey = 'next' | 'previous' | 'black'
