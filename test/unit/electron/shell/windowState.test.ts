import { describe, expect, it } from 'vitest'
import { restoredState } from '../../../../electron/shell/windowState.ts'

const laptop = { x: 0, y: 0, width: 1366, height: 768 }
const state = (x: number, y: number) => JSON.stringify({ x, y, width: 1000, height: 700, maximized: false })

describe('the window as it was left', () => {
  it('comes back where it was', () => {
    expect(restoredState(state(100, 20), [laptop])).toEqual({ x: 100, y: 20, width: 1000, height: 700, maximized: false })
  })
  it('keeps its size but not its place when that screen is gone', () => {
    expect(restoredState(state(1900, 20), [laptop])).toEqual({ width: 1000, height: 700, maximized: false })
  })
  it.each([undefined, '', '{', '[]', '{"width":1,"height":1,"maximized":false}', '{"width":"x"}', 'null', '{"x":1.5,"width":1000,"height":700,"maximized":false}', '{"width":1000,"height":700}'])('starts afresh from %j', (text) => {
    expect(restoredState(text, [laptop])).toEqual({ width: 1280, height: 800, maximized: false })
  })
})
