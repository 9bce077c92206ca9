import { ref, shallowRef } from 'vue'
import type { Result } from '#core/contract/command.ts'
import { useDesktop } from '../desktop.ts'
import { base64Of } from './base64.ts'

export type ImportStep = 'bestand' | 'kolommen' | 'controle' | 'klaar'
export type ImportBusy = '' | 'lezen' | 'controleren' | 'importeren' | 'terugdraaien'
/** A file as the data process reads it: from its place on the disk, or as bytes where it was dropped. */
export interface FileInput { readonly name: string; readonly path?: string; readonly bytes?: string }
interface Picking { readonly title: string; readonly filter: { readonly name: string; readonly extensions: readonly string[] } }

/** What every import shares: its step, what it is busy with and how far, what went wrong, and how a file comes in. */
export function useImportSteps(picking: Picking, read: (file: FileInput) => Promise<void>) {
  const { on, shell } = useDesktop()
  const step = ref<ImportStep>('bestand')
  const busy = ref<ImportBusy>('')
  const progress = shallowRef<{ done: number; total: number }>()
  const problem = ref('')

  // Taking figures away is a change of many rows; one that somebody makes elsewhere in the app is not ours.
  const isOurs = (task: string): boolean => busy.value !== '' && (task.startsWith('import') || (task === 'bulk' && busy.value === 'terugdraaien'))
  on('progress', ({ task, done, total }) => { if (isOurs(task) && total > 0) progress.value = { done, total } })

  /** Carries out a call with its name shown; a failure is said on the page and answers undefined. */
  async function call<T>(name: Exclude<ImportBusy, ''>, work: () => Promise<Result<T>>): Promise<T | undefined> {
    busy.value = name
    problem.value = ''
    progress.value = undefined
    const answer = await work()
    busy.value = ''
    if (answer.ok) return answer.value
    if (answer.error.type !== 'Cancelled' || name === 'importeren') problem.value = answer.error.message
    return undefined
  }

  async function pick(): Promise<void> {
    const picked = await shell.openFile({ title: picking.title, filters: [{ name: picking.filter.name, extensions: [...picking.filter.extensions] }, { name: 'Alle bestanden', extensions: ['*'] }] })
    if (!picked.ok) problem.value = picked.error.message
    else if (picked.value[0]) await read({ name: picked.value[0].name, path: picked.value[0].path })
  }
  const drop = async (dropped: File): Promise<void> => read({ name: dropped.name, bytes: await base64Of(dropped) })

  /** The page is left: a file does not linger in memory, unless it is being written. */
  function leave(restart: () => void): void { if (busy.value !== 'importeren' && busy.value !== 'terugdraaien') restart() }

  return { step, busy, progress, problem, call, pick, drop, leave }
}
