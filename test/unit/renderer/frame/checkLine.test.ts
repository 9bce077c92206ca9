import { expect, it } from 'vitest'
import { checkLine } from '../../../../renderer/components/frame/checkLine.ts'

it.each([
  [{ compared: 0, repaired: 0, left: 0 }, /^Er is niet vergeleken/],
  [{ compared: 3, repaired: 0, left: 0 }, /^Alles is gelijk aan de server\.$/],
  [{ compared: 3, repaired: 1, left: 0 }, /^1 lijst verschilde van de server en is opnieuw opgehaald\. Nu is alles gelijk/],
  [{ compared: 3, repaired: 2, left: 0 }, /^2 lijsten verschilden van de server en zijn opnieuw opgehaald/],
  [{ compared: 3, repaired: 1, left: 1 }, /^1 lijst verschilt ook na opnieuw ophalen/],
  [{ compared: 3, repaired: 0, left: 2 }, /^2 lijsten verschillen ook na opnieuw ophalen/],
])('says of a comparison %j what it came to', (checked, said) => {
  expect(checkLine(checked)).toMatch(said)
})
