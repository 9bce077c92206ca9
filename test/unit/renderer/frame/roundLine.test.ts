import { expect, it } from 'vitest'
import { roundLine } from '../../../../renderer/components/frame/roundLine.ts'

const none = { sent: 0, received: 0, asked: 0, refused: 0, repaired: 0 }
it.each([
  [{ ...none, sent: 12, received: 3, asked: 1 }, '12 verstuurd, 3 ontvangen, 1 vraagt uw keuze'],
  [{ ...none, asked: 2, refused: 1, repaired: 2 }, '2 vragen uw keuze, 1 niet verwerkt, 2 lijsten hersteld'],
  [{ ...none, repaired: 1 }, '1 lijst hersteld'],
  [none, 'Alles was al gelijk'],
])('says a round in words: %o', (round, said) => {
  expect(roundLine(round)).toBe(said)
})
