import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import type { Result } from '#core/contract/command.ts'
import type { FigureFile, FigureFileTable, FigurePreview } from '#core/contract/figures.ts'
import type { Role } from '#core/figures/words.ts'
import { useDesktop } from '../desktop.ts'
import { base64Of } from './base64.ts'

export type FigureStep = 'bestand' | 'kolommen' | 'controle' | 'klaar'
export interface FigureChoicesForm { name: string; bureau: string; period: string; breaks: string; provisional: boolean; others: boolean | null; links: Record<string, string> }
const nothing = (): FigureChoicesForm => ({ name: '', bureau: '', period: '', breaks: '', provisional: false, others: null, links: {} })

/** One import of figures from choosing the file to the end. Nothing is written before 'Importeer'. */
export const useFigureImport = defineStore('figureImport', () => {
  const { data, on, shell } = useDesktop()
  const step = ref<FigureStep>('bestand')
  const file = shallowRef<FigureFile>()
  const table = shallowRef<FigureFileTable>()
  const preview = shallowRef<FigurePreview>()
  const done = shallowRef<{ undo: string; figures: number; areas: number; first: string | null }>()
  const busy = ref<'' | 'lezen' | 'controleren' | 'importeren' | 'terugdraaien'>('')
  const progress = shallowRef<{ done: number; total: number }>()
  const problem = ref('')
  const choices = reactive<FigureChoicesForm>(nothing())

  on('progress', ({ task, done: at, total }) => { if ((task.startsWith('import') || task === 'bulk') && total > 0) progress.value = { done: at, total } })

  /** Carries out a call with its name shown; a failure is said on the page and answers undefined. */
  async function call<T>(name: typeof busy.value, work: () => Promise<Result<T>>): Promise<T | undefined> {
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
    const picked = await shell.openFile({ title: 'Kies een tabel met cijfers', filters: [{ name: 'Tabellen', extensions: ['csv', 'txt', 'tsv', 'xlsx', 'xlsm'] }, { name: 'Alle bestanden', extensions: ['*'] }] })
    if (!picked.ok) problem.value = picked.error.message
    else if (picked.value[0]) await read({ name: picked.value[0].name, path: picked.value[0].path })
  }
  const drop = async (dropped: File): Promise<void> => read({ name: dropped.name, bytes: await base64Of(dropped) })

  async function read(input: { name: string; path?: string; bytes?: string }): Promise<void> {
    const found = await call('lezen', () => data['figures.read'](input))
    if (!found) return
    file.value = found
    preview.value = undefined
    Object.assign(choices, nothing())
    if (await open(found.first, null, null)) step.value = 'kolommen'
  }

  async function open(sheet: number, headerRow: number | null, roles: Role[] | null): Promise<boolean> {
    const opened = await call('lezen', () => data['figures.table']({ token: file.value!.token, sheet, headerRow, roles }))
    if (!opened) return false
    table.value = opened
    if (roles === null) Object.assign(choices, opened.guess)
    return true
  }

  async function look(): Promise<void> {
    const seen = await call('controleren', () => data['figures.preview']({ token: file.value!.token, choices: { ...choices, links: { ...choices.links } } }))
    if (!seen) return
    preview.value = seen
    step.value = 'controle'
  }

  async function run(): Promise<void> {
    const ended = await call('importeren', () => data['figures.run']({ token: file.value!.token }))
    if (!ended) return
    done.value = ended
    step.value = 'klaar'
  }

  const takeBack = async (token: string): Promise<boolean> => (await call('terugdraaien', () => data['undo.run']({ token }))) !== undefined
  const remove = (id: string) => call('terugdraaien', () => data['figures.removeSource']({ id }))

  function stop(): void {
    if (busy.value === 'importeren') void data['work.stop']({})
    else if (file.value) void data['figures.cancel']({ token: file.value.token })
  }
  /** The page is left. What is being written goes on. */
  function leave(): void { if (busy.value !== 'importeren' && busy.value !== 'terugdraaien') restart() }
  function restart(): void {
    if (file.value) void data['figures.close']({ token: file.value.token })
    file.value = table.value = preview.value = done.value = undefined
    problem.value = ''
    step.value = 'bestand'
  }

  return { step, file, table, preview, done, busy, progress, problem, choices, pick, drop, open, look, run, takeBack, remove, stop, leave, restart }
})
