import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { useGradually } from '../../../../renderer/components/common/useGradually.ts'

let scope: EffectScope
beforeEach(() => { vi.useFakeTimers(); scope = effectScope() })
afterEach(() => { scope.stop(); vi.useRealTimers() })

const oneTask = async () => { vi.runOnlyPendingTimers(); await nextTick() }
const rows = ref<readonly number[]>([]), sheet = ref(0)
const begin = (count: number) => {
  rows.value = Array.from({ length: count }, (_, i) => i)
  return scope.run(() => useGradually(() => rows.value, 6, () => sheet.value))!
}

it('draws a portion at once and another in every task, until everything stands', async () => {
  const drawn = begin(15)
  expect(drawn.value).toEqual([0, 1, 2, 3, 4, 5])
  await oneTask()
  expect(drawn.value).toHaveLength(12)
  await oneTask()
  expect(drawn.value).toEqual(rows.value)
  expect(vi.getTimerCount()).toBe(0)
})

it('leaves everything in place when a row changes, and begins again with another sheet', async () => {
  const drawn = begin(15)
  await oneTask()
  await oneTask()
  rows.value = rows.value.map((n) => n + 100)
  await nextTick()
  expect(drawn.value).toEqual(rows.value)
  sheet.value += 1
  await nextTick()
  expect(drawn.value).toHaveLength(6)
  await oneTask()
  expect(drawn.value).toHaveLength(12)
})

it('draws rows that come later, and nothing after the page is left', async () => {
  const drawn = begin(0)
  rows.value = [1, 2, 3, 4, 5, 6, 7, 8]
  await nextTick()
  scope.stop()
  expect([drawn.value.length, vi.getTimerCount()]).toEqual([6, 0])
})
