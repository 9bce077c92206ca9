import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { WorkTask } from '#core/contract/events.ts'
import { useDesktop } from '../desktop.ts'

/** The long work that goes on now, whichever page asked for it. */
export const useWork = defineStore('work', () => {
  const desktop = useDesktop()
  const current = shallowRef<{ readonly task: WorkTask; readonly done: number; readonly total: number } | null>(null)
  desktop.on('progress', (progress) => { current.value = progress.total === 0 || (progress.task === 'import.check' && progress.done >= progress.total) ? null : progress })
  desktop.on('locked', () => { current.value = null })
  desktop.onRestart(() => { current.value = null })
  const stop = () => void desktop.data['work.stop']({})
  return { current, stop }
})
