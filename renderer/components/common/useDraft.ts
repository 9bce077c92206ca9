import { ref, watch, type Ref } from 'vue'

export interface Draft {
  readonly text: Ref<string>
  /** What somebody else made of it while it was being changed here; null when nobody did. */
  readonly theirs: Readonly<Ref<string | null>>
  begin(): void
  /** Calls `save` where something was typed that is not there yet. For fields that save while typing. */
  keep(save: (text: string) => void): void
  /** The same when the field is left; what was not touched follows the value again. */
  leave(save: (text: string) => void): void
  /** Back to what is there now. */
  reset(): void
  /** Takes the other's words. */
  take(): void
}

/**
 * A text that is being edited while others may change the same value. As long as nothing was typed it follows the value;
 * what was typed stays, and leaving a field that was only looked at never puts an older value back.
 */
export function useDraft(value: () => string): Draft {
  const text = ref(value()), theirs = ref<string | null>(null)
  let editing = false
  let based = value()
  /** What was sent from here since the field got the focus: it comes back as the value, perhaps after more was typed. */
  const sent = new Set<string>()

  function follow(): void {
    text.value = based = value()
    theirs.value = null
  }
  watch(value, (now) => {
    if (editing && sent.has(now)) return
    if (!editing || text.value === based || text.value === now) follow()
    else theirs.value = now
  })
  function keep(save: (text: string) => void): void {
    if (text.value === based) return
    based = text.value
    sent.add(based)
    save(based)
  }
  return {
    text, theirs, keep,
    begin() { editing = true; sent.clear() },
    leave(save) {
      editing = false
      if (text.value === based && theirs.value !== null) return follow()
      theirs.value = null
      keep(save)
    },
    reset: follow,
    take() { if (theirs.value !== null) { text.value = theirs.value; theirs.value = null } },
  }
}
