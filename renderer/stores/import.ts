import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { ImportFile, ImportPreview, ImportTable } from '#core/contract/transfer.ts'
import type { TargetField } from '#core/import/draft.ts'
import { useDesktop } from '../desktop.ts'
import { useGebied } from './gebied.ts'
import { useImportSteps, type FileInput } from './useImportSteps.ts'

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
  const { data } = useDesktop()
  const gebied = useGebied()
  const steps = useImportSteps({ title: 'Kies een lijst met contacten', filter: { name: 'Lijsten en adresboeken', extensions: ['csv', 'txt', 'tsv', 'xlsx', 'xlsm', 'vcf', 'ldif'] } }, read)
  const { step, busy, progress, problem, call } = steps
  const file = shallowRef<ImportFile>()
  const table = shallowRef<ImportTable>()
  const targets = ref<(TargetField | null)[]>([])
  const preview = shallowRef<ImportPreview>()
  const done = shallowRef<{ undo: string; added: number; skipped: number }>()
  const choices = reactive<ImportChoicesForm>({ gebied: '', panelId: null, consentDate: null, everyoneTakesPart: false, source: 'veiligheidsmonitor', textVersion: '', channels: ['email', 'telefoon', 'post'] })
  watch(() => gebied.forNew, (id) => { if (choices.gebied === '' && id !== null) choices.gebied = id }, { immediate: true })
  watch(() => choices.gebied, () => { choices.panelId = null })

  async function read(input: FileInput): Promise<void> {
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
  function close(): void { if (file.value) void data['import.close']({ token: file.value.token }) }
  function restart(): void {
    close()
    Object.assign(choices, { panelId: null, consentDate: null, everyoneTakesPart: false })
    file.value = table.value = preview.value = done.value = undefined
    problem.value = ''
    step.value = 'bestand'
  }

  return { step, file, table, targets, preview, done, busy, progress, problem, choices, pick: steps.pick, drop: steps.drop, open, look, run, takeBack, stop, leave: () => steps.leave(restart), restart }
})
