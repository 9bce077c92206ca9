import { defineStore } from 'pinia'
import { reactive, shallowRef } from 'vue'
import type { FigureFile, FigureFileTable, FigurePreview } from '#core/contract/figures.ts'
import type { Role } from '#core/figures/words.ts'
import { useDesktop } from '../desktop.ts'
import { useImportSteps, type FileInput } from './useImportSteps.ts'

export interface FigureChoicesForm { name: string; bureau: string; period: string; breaks: string; provisional: boolean; others: boolean | null; links: Record<string, string> }
const nothing = (): FigureChoicesForm => ({ name: '', bureau: '', period: '', breaks: '', provisional: false, others: null, links: {} })

/** One import of figures from choosing the file to the end. Nothing is written before 'Importeer'. */
export const useFigureImport = defineStore('figureImport', () => {
  const { data } = useDesktop()
  const steps = useImportSteps({ title: 'Kies een tabel met cijfers', filter: { name: 'Tabellen', extensions: ['csv', 'txt', 'tsv', 'xlsx', 'xlsm'] } }, read)
  const { step, busy, progress, problem, call } = steps
  const file = shallowRef<FigureFile>()
  const table = shallowRef<FigureFileTable>()
  const preview = shallowRef<FigurePreview>()
  const done = shallowRef<{ undo: string; figures: number; areas: number; first: string | null }>()
  const choices = reactive<FigureChoicesForm>(nothing())

  async function read(input: FileInput): Promise<void> {
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
  function restart(): void {
    if (file.value) void data['figures.close']({ token: file.value.token })
    file.value = table.value = preview.value = done.value = undefined
    problem.value = ''
    step.value = 'bestand'
  }

  return { step, file, table, preview, done, busy, progress, problem, choices, pick: steps.pick, drop: steps.drop, open, look, run, takeBack, remove, stop, leave: () => steps.leave(restart), restart }
})
