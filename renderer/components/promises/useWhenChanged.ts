import { onBeforeUnmount } from 'vue'
import type { KindName } from '#core/model/kinds.ts'
import { useDesktop } from '../../desktop.ts'

/** What pages about promises are made of. */
const kinds: readonly KindName[] = ['action', 'terugkoppeling', 'priority', 'signal', 'meeting', 'attendance', 'panel', 'theme', 'teamMember', 'gebied', 'wijk', 'buurt', 'choice', 'houseStyle', 'indicator', 'surveySource', 'surveyResult', 'figureSettings']

/** Calls `load` when a row that such a page is made of changes, as long as the component is there. */
export function useWhenChanged(load: () => Promise<void>): void {
  onBeforeUnmount(useDesktop().on('changed', (changed) => { if (changed.kinds.some((kind) => kinds.includes(kind))) void load() }))
}
