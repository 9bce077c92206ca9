import { useEventListener, useMutationObserver } from '@vueuse/core'

/** The library gives the focus back a moment after a dialog or menu is gone. */
const AFTER_MS = 60
/** A hint beside a button takes no focus. */
const overlay = '[role="dialog"], [role="alertdialog"], [role="menu"], [data-reka-popper-content-wrapper]:not(:has([role="tooltip"]))'

/**
 * Keeps the place of who works without a mouse: when a dialog or menu goes and the focus falls on nothing, for example because
 * the menu that opened a dialog is gone too, it returns to where it last was on the page. Where that is gone too, nothing is done: the browser itself goes on from that place.
 */
export function useFocusKeeper(): void {
  let last: HTMLElement | null = null
  useEventListener(document, 'focusin', ({ target }) => { if (target instanceof HTMLElement && !target.closest(overlay)) last = target }, { capture: true })
  useMutationObserver(() => document.body, (records) => {
    if (!records.some((record) => record.removedNodes.length > 0)) return
    setTimeout(() => { if (document.activeElement === document.body && !document.querySelector(overlay) && last?.isConnected) last.focus({ preventScroll: true }) }, AFTER_MS)
  }, { childList: true })
}
