import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { Result } from '#core/contract/command.ts'
import type { ImportFile, ImportPreview, ImportTable } from '#core/contract/transfer.ts'
import type { TargetField } from '#core/import/draft.ts'
import { useDesktop } from '../desktop.ts'
import { base64Of } from './base64.ts'
import { useGebied } from './gebied.ts'

export type ImportStep = 'bestand' | 'kolommen' | 'controle' | 'klaar'
export interface ImportChoicesForm {
  gebied: string
  panelId: string | null
  consentDate: string | null
  everyoneTakesPart: boolean
  source: 'veiligheidsmonitor' | 'aanTafel' | 'formulier' | 'telefoon' | 'email' | 'anders'
  textVersion: string
  channels: ('email' | 'telefoon' | 'post')[]
}

/**
 * One import from choosing the file to the end: the state of the page, with the calls that change it.
 * Writing goes on while the user works on another page; everything before it ends with leaving the page.
 */
export const useImport = defineStore('import', () => {
  const { data, on, shell } = useDesktop()
  const gebied = useGebied()
  const step = ref<ImportStep>('bestand')
  const file = shallowRef<ImportFile>()
  const table = shallowRef<ImportTable>()
  const targets = ref<(TargetField | null)[]>([])
  const preview = shallowRef<ImportPreview>()
  const done = shallowRef<{ undo: string; added: number; skipped: number }>()
  const busy = ref<'' | 'lezen' | 'controleren' | 'importeren' | 'terugdraaien'>('')
  const progress = shallowRef<{ done: number; total: number }>()
  const problem = ref('')
  const choices = reactive<ImportChoicesForm>({ gebied: '', panelId: null, consentDate: null, everyoneTakesPart: false, source: 'veiligheidsmonitor', textVersion: '', channels: ['email', 'telefoon', 'post'] })
  watch(() => gebied.forNew, (id) => { if (choices.gebied === '' && id !== null) choices.gebied = id }, { immediate: true })
  watch(() => choices.gebied, () => { choices.panelId = null })

  on('progress', ({ task, done: at, total }) => { if (task.startsWith('import') && total > 0) progress.value = { done: at, total } })

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
    const picked = await shell.openFile({ title: 'Kies een lijst met contacten', filters: [{ name: 'Lijsten en adresboeken', extensions: ['csv', 'txt', 'tsv', 'xlsx', 'xlsm', 'vcf', 'ldif'] }, { name: 'Alle bestanden', extensions: ['*'] }] })
    if (!picked.ok) problem.value = picked.error.message
    else if (picked.value[0]) await read({ name: picked.value[0].name, path: picked.value[0].path })
  }

  async function drop(dropped: File): Promise<void> {
    await read({ name: dropped.name, bytes: await base64Of(dropped) })
  }

  async function read(input: { name: string; path?: string; bytes?: string }): Promise<void> {
    const found = await call('lezen', () => data['import.read'](input))
    if (!found) return
    file.value = found
    preview.value = undefined
    if (found.kind === 'addressBook') { table.value = undefined; targets.value = []; await look(); return }
    if (await open(found.first, null)) step.value = 'kolommen'
  }

  async function open(sheet: number, headerRow: number | null): Promise<boolean> {
    const opened = await call('lezen', () => data['import.table']({ token: file.value!.token, sheet, headerRow }))
    if (!opened) return false
    table.value = opened
    targets.value = opened.columns.map((column) => column.target)
    return true
  }

  const mapping = computed(() => (table.value?.columns ?? []).map((column, i) => {
    const target = targets.value[i] ?? null
    return column.group !== undefined && target === column.target ? { target, group: column.group } : { target }
  }))

  async function look(): Promise<void> {
    const seen = await call('controleren', () => data['import.preview']({ token: file.value!.token, mapping: mapping.value, choices: { ...choices, channels: [...choices.channels] } }))
    if (!seen) return
    preview.value = seen
    step.value = 'controle'
  }

  async function run(options: { doubles: 'overslaan' | 'toevoegen'; withoutConsent: 'overslaan' | 'toevoegen' }): Promise<void> {
    const ended = await call('importeren', () => data['import.run']({ token: file.value!.token, ...options }))
    if (!ended) return
    done.value = ended
    step.value = 'klaar'
  }

  async function takeBack(token: string): Promise<boolean> {
    return (await call('terugdraaien', () => data['import.undo']({ token }))) !== undefined
  }

  function stop(): void {
    if (busy.value === 'importeren') void data['work.stop']({})
    else if (file.value) void data['import.cancel']({ token: file.value.token })
  }
  /** The page is left: a list of residents does not linger in memory, unless it is being written. */
  function leave(): void { if (busy.value !== 'importeren' && busy.value !== 'terugdraaien') restart() }
  function close(): void { if (file.value) void data['import.close']({ token: file.value.token }) }
  function restart(): void {
    close()
    Object.assign(choices, { panelId: null, consentDate: null, everyoneTakesPart: false })
    file.value = table.value = preview.value = done.value = undefined
    problem.value = ''
    step.value = 'bestand'
  }

  return { step, file, table, targets, preview, done, busy, progress, problem, choices, pick, drop, open, look, run, takeBack, stop, leave, restart }
})
