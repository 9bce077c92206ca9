/**
 * The invented municipality of the sample. De Mare and Overdie are names of real wijken; how they are grouped, their codes
 * (no wijk has a number above 80) and everything else is made up.
 */
export interface SampleGebied {
  readonly key: string
  readonly name: string
  readonly wijken: readonly { readonly number: number; readonly name: string; readonly buurten: readonly string[] }[]
  /** How many people are in its panels. */
  readonly panelMembers: number
}

export const sampleGebieden: readonly SampleGebied[] = [
  { key: 'zuid', name: 'Gebied Zuid (voorbeeld)', panelMembers: 34, wijken: [
    { number: 81, name: 'Overdie', buurten: ['Overdie-Oost', 'Overdie-West', 'Voorbeeldpark', 'Proefkwartier'] },
    { number: 82, name: 'Zuiderveld', buurten: ['Zuiderveld-Noord', 'Zuiderveld-Midden'] },
  ] },
  { key: 'mare', name: 'Gebied De Mare (voorbeeld)', panelMembers: 31, wijken: [
    { number: 83, name: 'De Mare', buurten: ['De Mare-Centrum', 'Marelaan', 'De Mare-Noord', 'Waterrand'] },
    { number: 84, name: 'Rietpolder', buurten: ['Rietpolder-Oost', 'Rietpolder-West'] },
  ] },
  { key: 'noord', name: 'Gebied Noord (voorbeeld)', panelMembers: 24, wijken: [
    { number: 85, name: 'Noorderdijk', buurten: ['Noorderdijk', 'Dijkzicht', 'Molenbuurt'] },
    { number: 86, name: 'Plantsoenbuurt', buurten: ['Plantsoen-Oost', 'Plantsoen-West'] },
  ] },
  { key: 'centrum', name: 'Gebied Centrum (voorbeeld)', panelMembers: 21, wijken: [
    { number: 87, name: 'Voorbeeldstad-Centrum', buurten: ['Grachtenbuurt', 'Stationsbuurt', 'Marktbuurt'] },
    { number: 88, name: 'Singelkwartier', buurten: ['Singel-Noord', 'Singel-Zuid'] },
  ] },
  { key: 'dorpen', name: 'Gebied Dorpen (voorbeeld)', panelMembers: 17, wijken: [
    { number: 89, name: 'Proefdorp', buurten: ['Proefdorp', 'Buitengebied Proefdorp'] },
    { number: 90, name: 'Voorbeeldwoude', buurten: ['Voorbeeldwoude', "'t Verzonnen End"] },
  ] },
]

const two = (n: number) => String(n).padStart(2, '0')
export const wijkCode = (number: number): string => `WK0361${two(number)}`
export const buurtCode = (number: number, index: number): string => `BU0361${two(number)}${two(index)}`

export const sampleTeam = [
  { key: 'rita', name: 'Rita Voorbeeld', role: 'regisseur', gebieden: ['zuid', 'mare'] },
  { key: 'ruud', name: 'Ruud Proefman', role: 'regisseur', gebieden: ['noord', 'centrum', 'dorpen'] },
  { key: 'bas', name: 'Bas Testema', role: 'boa', gebieden: ['mare'] },
  { key: 'bianca', name: 'Bianca Verzonnen', role: 'boa', gebieden: ['zuid'] },
  { key: 'olga', name: 'Olga van Proefstra', role: 'oov', gebieden: ['zuid', 'mare', 'noord', 'centrum', 'dorpen'] },
  { key: 'willem', name: 'Willem Nepstra', role: 'wijkagent', gebieden: ['zuid'] },
  { key: 'wanda', name: 'Wanda de Fictie', role: 'wijkagent', gebieden: ['mare', 'noord'] },
  { key: 'frank', name: 'Frank Voorbeeldman', role: 'beheerder', gebieden: ['zuid', 'mare', 'noord', 'centrum', 'dorpen'] },
] as const
export type SampleMember = (typeof sampleTeam)[number]['key']
