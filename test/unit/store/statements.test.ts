import { expect, it } from 'vitest'
import { openDatabase } from '../../../electron/data/store/open.ts'

function numbers() {
  const db = openDatabase(':memory:', undefined)
  db.exec('CREATE TABLE n (i INTEGER PRIMARY KEY, name TEXT); INSERT INTO n VALUES (1, \'een\'), (2, \'twee\'), (3, \'drie\')')
  return db
}

it('the same words are prepared once, each way of answering by itself', () => {
  const db = numbers(), words = 'SELECT i, name FROM n ORDER BY i LIMIT 1'
  const rows = db.prepare(words)
  expect(db.prepare(words).pluck().all()).toEqual([1])
  expect(db.prepare(words).raw().all()).toEqual([[1, 'een']])
  expect(rows.all()).toEqual([{ i: 1, name: 'een' }])
  expect(db.prepare(words)).toBe(rows)
  expect(db.prepare(words).pluck()).toBe(db.prepare(words).pluck())
  db.close()
})

it('who is in the midst of the rows keeps them when the same is asked again', () => {
  const db = numbers(), words = 'SELECT i FROM n ORDER BY i'
  const pairs: number[][] = []
  for (const a of db.prepare(words).pluck().iterate() as Iterable<number>) for (const b of db.prepare(words).pluck().iterate() as Iterable<number>) pairs.push([a, b])
  expect(pairs).toEqual([[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3], [3, 1], [3, 2], [3, 3]])
  db.close()
})

it('what was prepared before a column was added answers with it', () => {
  const db = numbers(), words = 'SELECT * FROM n WHERE i = 1'
  expect(db.prepare(words).get()).toEqual({ i: 1, name: 'een' })
  db.exec('ALTER TABLE n ADD COLUMN later TEXT')
  expect(db.prepare(words).get()).toEqual({ i: 1, name: 'een', later: null })
  db.close()
})

it('words without end are not all kept', () => {
  const db = numbers()
  const first = db.prepare('SELECT 0')
  for (let i = 1; i <= 1000; i++) db.prepare(`SELECT ${i}`)
  expect(db.prepare('SELECT 0')).not.toBe(first)
  expect(first.pluck().get()).toBe(0)
  db.close()
})
