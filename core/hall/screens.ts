import type { HallView } from './view.ts'

export type { HallView }
/** Nothing at all. Apart from the schemas, which a page does not need. */
export const blackScreen: HallView = { tone: 'dark', body: { screen: 'black' } }
