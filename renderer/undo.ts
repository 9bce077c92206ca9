import { useToast } from '@nuxt/ui/composables'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Result } from '#core/contract/command.ts'
import { useDesktop } from './desktop.ts'

/** How to take back the last change, also when its message is gone. */
export const useLastUndo = defineStore('lastUndo', () => ({ token: ref<string | null>(null) }))

interface MayUndo { readonly undo: string | null }

/** Toasts for changes: what happened, with 'Ongedaan maken' where that is possible, and failures in plain words. */
export function useUndo() {
  const desktop = useDesktop()
  const toast = useToast()
  const last = useLastUndo()

  const sayFailure = (error: { readonly message: string; readonly detail?: string }) =>
    toast.add({ title: error.message, ...(error.detail === undefined ? {} : { description: error.detail }), color: 'error', icon: 'i-lucide-circle-alert', duration: 12_000 })

  async function undo(token: string): Promise<void> {
    if (last.token === token) last.token = null
    const answer = await desktop.data['undo.run']({ token })
    if (!answer.ok) sayFailure(answer.error)
    else toast.add({ title: 'Ongedaan gemaakt', icon: 'i-lucide-undo-2', color: 'neutral', duration: 3000 })
  }

  /** Says what was done, with the way back; or why it was not done. Answers whether it was. */
  function withUndo(result: Result<MayUndo>, label: string): boolean {
    if (!result.ok) { sayFailure(result.error); return false }
    const token = result.value.undo
    if (token !== null) last.token = token
    toast.add({
      title: label, icon: 'i-lucide-check', color: 'neutral', duration: 10_000,
      ...(token === null ? {} : { actions: [{ label: 'Ongedaan maken', color: 'primary' as const, variant: 'outline' as const, onClick: () => void undo(token) }] }),
    })
    return true
  }

  /** A failure becomes a toast; nothing is said when it went well. Answers the value, or undefined. */
  function orSay<T>(result: Result<T>): T | undefined {
    if (result.ok) return result.value
    sayFailure(result.error)
    return undefined
  }

  /** Says what is so, with one thing that can be done about it. */
  const offer = (title: string, label: string, run: () => void) => void toast.add({ title, icon: 'i-lucide-info', color: 'neutral', duration: 12_000, actions: [{ label, color: 'primary', variant: 'outline', onClick: run }] })

  const say = (title: string, icon = 'i-lucide-check') => void toast.add({ title, icon, color: 'neutral', duration: 4000 })

  return { withUndo, orSay, sayFailure, say, offer, undo }
}
