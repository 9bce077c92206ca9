import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keyName, keySigns, listenForKeys, useKeyRegistry } from '../../../../renderer/keys.ts'

const press = (key: string, more: Partial<KeyboardEventInit> = {}, target: EventTarget = document.body) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })
  target.dispatchEvent(event)
  return event
}

describe('keyName', () => {
  it.each([
    [{ key: 'n', ctrlKey: true }, 'ctrl+n'], [{ key: 'N', ctrlKey: true, shiftKey: true }, 'ctrl+shift+n'], [{ key: '?', shiftKey: true }, '?'], [{ key: '&', code: 'Digit1', ctrlKey: true }, 'ctrl+1'],
    [{ key: 'Escape' }, 'escape'], [{ key: 'ArrowUp', altKey: true }, 'alt+arrowup'], [{ key: '=', ctrlKey: true }, 'ctrl+='], [{ key: ' ' }, 'space'], [{ key: 'F3', shiftKey: true }, 'shift+f3'], [{ key: 'k', metaKey: true }, 'ctrl+k'],
  ] as const)('%j is %s', (event, name) => {
    expect(keyName({ code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...event })).toBe(name)
  })
  it('shows them as they stand on the keyboard', () => {
    expect(keySigns('ctrl+shift+n')).toEqual(['Ctrl', 'Shift', 'N'])
    expect(keySigns('alt+arrowup')).toEqual(['Alt', '↑'])
    expect(keySigns('?')).toEqual(['?'])
  })
})

describe('the registry', () => {
  let done: string[]
  let registry: ReturnType<typeof useKeyRegistry>
  beforeEach(() => {
    setActivePinia(createPinia())
    registry = useKeyRegistry()
    done = []
    document.body.innerHTML = ''
  })
  const add = (owner: symbol, key: string, what: string, when?: () => boolean) => registry.add(owner, () => [{ key, label: what, group: 'Test', run: () => done.push(what), ...(when ? { when } : {}) }])

  it('keeps what is pressed while a page is on its way for that page, in order', async () => {
    add(Symbol('old'), 'ctrl+n', 'new on the old page')
    registry.hold('page')
    registry.press('ctrl+n')
    registry.press('escape')
    add(Symbol('page'), 'ctrl+n', 'new on the new page')
    add(Symbol('page 2'), 'escape', 'closed')
    expect(done).toEqual([])
    registry.release('page')
    await vi.waitFor(() => { expect(done).toEqual(['new on the new page', 'closed']) })
    registry.press('ctrl+n')
    expect(done).toHaveLength(3)
  })

  it('keeps a key until everything that is on its way is there', async () => {
    registry.hold('frame')
    registry.hold('page')
    registry.press('ctrl+1')
    registry.release('page')
    await new Promise((resolve) => setTimeout(resolve))
    add(Symbol('frame'), 'ctrl+1', 'gebied')
    expect(done).toEqual([])
    registry.release('frame')
    await vi.waitFor(() => { expect(done).toEqual(['gebied']) })
  })

  it('lets the newest layer go first, and the one below when that one is gone or does not apply', () => {
    const pane = Symbol('pane')
    let applies = true
    add(Symbol('page'), 'escape', 'page')
    add(pane, 'escape', 'pane', () => applies)
    registry.press('escape')
    applies = false
    registry.press('escape')
    registry.remove(pane)
    registry.press('escape')
    expect(done).toEqual(['pane', 'page', 'page'])
    expect(registry.press('ctrl+x')).toBe(false)
  })

  it('leaves letters to whoever types, but not Ctrl with a letter, and keeps out of an open dialog', () => {
    add(Symbol('page'), '?', 'sheet')
    registry.add(Symbol('new'), () => [{ key: 'ctrl+n', label: 'Nieuw', group: 'Test', run: () => done.push('new') }, { key: 'escape', label: 'Terug', group: 'Test', run: () => done.push('back') }])
    const stop = listenForKeys(window, registry)
    const field = document.body.appendChild(document.createElement('input'))
    expect(press('?', {}, field).defaultPrevented).toBe(false)
    expect(press('n', { ctrlKey: true }, field).defaultPrevented).toBe(true)
    press('?')
    const dialog = document.body.appendChild(document.createElement('div'))
    dialog.setAttribute('role', 'dialog')
    dialog.dataset['state'] = 'open'
    press('Escape')
    expect(done).toEqual(['new', 'sheet'])
    stop()
    dialog.remove()
    press('?')
    expect(done).toEqual(['new', 'sheet'])
  })

  it('hears Ctrl+Enter also on a tick, which keeps every Enter to itself', () => {
    add(Symbol('page'), 'ctrl+enter', 'saved')
    const stop = listenForKeys(window, registry)
    const tick = document.body.appendChild(document.createElement('button'))
    tick.setAttribute('role', 'checkbox')
    tick.addEventListener('keydown', (event) => event.preventDefault())
    press('Enter', {}, tick)
    expect(done).toEqual([])
    press('Enter', { ctrlKey: true }, tick)
    expect(done).toEqual(['saved'])
    stop()
  })
})
