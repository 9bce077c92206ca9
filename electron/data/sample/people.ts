/** Names that nobody could take for those of real residents: every surname says that it is invented. */
const first = ['Aad', 'Aleida', 'Bram', 'Carolien', 'Çetin', 'Dirk', 'Elif', 'Esther', 'Fatima', 'Femke', 'Gerrit', 'Hanna', 'Henk', 'Ilse', 'Jamal', 'Janneke', 'Joop', 'Karin', 'Kees', 'Lotte', 'Maaike', 'Mehmet', 'Nel', 'Noor', 'Otto', 'Paula', 'Piet', 'Quirine', 'Rachid', 'Sanne', 'Sjoerd', 'Truus', 'Ünal', 'Vera', 'Wim', 'Xandra', 'Yvonne', 'Zoë']
const last: readonly (readonly [prefix: string, name: string])[] = [
  ['', 'Voorbeeld'], ['van der', 'Voorbeeld'], ['', 'Voorbeeldsma'], ['de', 'Fictie'], ['', 'Testema'], ['van', 'Proefstra'], ['', 'Verzonnen'], ["van 't", 'Verzinsel'], ['', 'Nepstra'], ['van den', 'Proef'],
  ['', 'Bestaatniet'], ['in ’t', 'Voorbeeld'], ['', 'Proefman-Voorbeeld'], ['uit den', 'Duim'], ['', 'Niemandsma'], ['van', 'Nergenshuizen'], ['', 'Fantásia'], ['de', 'Dummy'],
]
const streets = ['Voorbeeldstraat', 'Verzonnenlaan', 'Proefplein', 'Testkade', 'Fictiepad', 'Nergensweg', 'Duimstraat', 'Verzinselhof']

export interface SamplePerson {
  readonly salutation: string
  readonly initials: string
  readonly firstName: string
  readonly prefix: string
  readonly lastName: string
  readonly email: string
  readonly phone: string
  readonly street: string
  readonly houseNumber: string
  readonly postcode: string
}

/**
 * Person number `n`, always the same one. `.example` addresses reach nobody, the phone numbers lie in a range that is not
 * given out (06 0000 …), and no Dutch postcode ends in SS.
 */
export function samplePerson(n: number): SamplePerson {
  const [prefix, lastName] = last[(n * 7 + Math.floor(n / first.length)) % last.length]!
  const firstName = first[n % first.length]!
  const silent = n % 9 === 4 // residents without e-mail are full members
  return {
    salutation: n % 2 === 0 ? 'de heer' : 'mevrouw', initials: `${Array.from(firstName)[0]!}.`, firstName, prefix, lastName,
    email: silent ? '' : `bewoner${n + 1}@voorbeeld.example`, phone: n % 5 === 3 && !silent ? '' : `+3160000${String(1000 + n)}`,
    street: streets[n % streets.length]!, houseNumber: String(1 + ((n * 13) % 180)), postcode: `${1820 + (n % 8)} SS`,
  }
}
