import { foldTight } from '#core/text/fold.ts'
import type { ContactFields, DetailFields } from '#core/contract/contacts.ts'

const first = ['Jan', 'Anna', 'Mohammed', 'Fatima', 'Pieter', 'Sanne', 'Emre', 'Joëlle', 'Kees', 'Marijke', 'Özlem', 'Wim', 'Zsófia', 'Teun', 'Ilse', 'Bram', 'Noor', 'Yusuf', 'Gerda', 'Henk']
const prefixes = ['', '', '', '', 'van', 'de', 'van der', 'van den', 'ter', "'t"]
const stems = ['Berg', 'Jansen', 'Vries', 'Bakker', 'Visser', 'Smit', 'Meijer', 'Boer', 'Mulder', 'Groot', 'Bos', 'Vos', 'Peters', 'Hendriks', 'Leeuwen', 'Dekker', 'Brouwer', 'Wit', 'Dijkstra', 'Smits', 'Graaf', 'Meer', 'Linden', 'Kok', 'Jacobs', 'Haan', 'Vermeulen', 'Heuvel', 'Veen', 'Broek']
const tails = ['', '', '', 'sma', 'stra', 'man', 'inga', 'veld', 'huis', 'dijk']
const streets = ['Kerkstraat', 'Dorpsweg', 'Europaboulevard', 'Laan van Athene', 'Rembrandtstraat', 'Parallelweg', 'Judith Leijsterstraat', 'Frans Halsstraat', 'Muiderwaard', 'Arubastraat', 'Vondelstraat', 'Huiswaarderweg']
const labels = ['wijkambassadeur', 'wijkmoeder', 'initiatiefnemer']

/** Invented contacts in Dutch shapes: the same number gives the same contact. */
export function inventedContact(n: number): { contact: ContactFields; details: DetailFields } {
  const pick = <T>(list: readonly T[], salt: number): T => list[Math.abs(Math.imul(n + 1, 2654435761 ^ (salt * 40503)) >>> 7) % list.length] as T
  const firstName = pick(first, 1), lastName = pick(stems, 3) + pick(tails, 4), number = 1 + (n * 7) % 240
  const contact = { firstName, prefix: pick(prefixes, 2), lastName, labels: n % 40 === 0 ? [pick(labels, 5)] : [], wijkCode: `WK0361${String(1 + (n % 9)).padStart(2, '0')}`, buurtCode: `BU0361${String(1 + (n % 9)).padStart(2, '0')}0${String(n % 8)}` }
  const details = {
    phone: `+316${String(10_000_000 + (n * 7919) % 89_999_999)}`, email: n % 10 === 0 ? '' : `${foldTight(firstName)}.${lastName.toLowerCase()}${String(n)}@voorbeeld.example`,
    street: pick(streets, 6), houseNumber: String(number), postcode: `18${String(10 + (n % 20))} ${String.fromCharCode(65 + (n % 26))}${String.fromCharCode(65 + (n % 23))}`, city: 'Alkmaar',
  }
  return { contact, details }
}
