import { parseArgs } from 'node:util'
import { roleNames, roles, type Role } from '#core/model/access.ts'
import { isLoopback } from './app.ts'

/** Where the data are: a folder of this computer, or PostgreSQL. `owner` signs in to prepare the database. */
export type Place = { readonly data: string } | { readonly postgres: string; readonly owner: string | undefined }
export interface ServeOptions { readonly act: 'serve'; readonly place: Place; readonly port: number; readonly host: string; readonly behindProxy: boolean; readonly cert: string | undefined; readonly key: string | undefined }
export interface AccountOptions {
  readonly act: 'account add' | 'account list' | 'account change'
  readonly place: Place
  readonly name: string
  readonly role: Role | undefined
  readonly gebieden: readonly string[] | undefined
  readonly password: string | undefined
  readonly disabled: boolean | undefined
}
export type Options = ServeOptions | AccountOptions | { readonly act: 'restored' | 'tidy'; readonly place: Place } | { readonly act: 'backup'; readonly data: string; readonly to: string } | { readonly act: 'help' }

/** What the person typed cannot be carried out; the message is Dutch. */
export class UsageProblem extends Error {}

export const help = `Gebruik: npm run server [-- keuzes]

  zonder meer           start de server op deze computer (http://127.0.0.1:4780)
  --port NUMMER         een andere poort
  --host ADRES          bereikbaar voor andere computers; alleen samen met --cert en --key, of met --behind-proxy
  --cert BESTAND        certificaat (PEM) en
  --key BESTAND         sleutel (PEM) voor versleuteld verkeer
  --behind-proxy        een proxy ervoor zorgt voor de versleuteling
  --data MAP            waar de gegevens staan (anders: server-data in uw persoonlijke map .gebiedsboek)
  --postgres ADRES      de gegevens staan in PostgreSQL: postgres://gebiedsboek_app:wachtwoord@computer/gebiedsboek
  --postgres-owner ADRES  de eigenaar van die database, om hem klaar te maken of bij te werken (alleen bij het starten)
                        Of zet deze twee in GEBIEDSBOEK_POSTGRES en GEBIEDSBOEK_POSTGRES_OWNER: dan staan ze in geen lijst van programma's

  account list          alle accounts
  account add --name NAAM --role ROL --gebied GEBIED [--gebied ..] [--password WACHTWOORD]
  account change --name NAAM [--role ROL] [--gebied GEBIED ..] [--password WACHTWOORD] [--disable | --enable]
  account password --name NAAM [--password WACHTWOORD]
  backup --to MAP       maak een reservekopie van de gegevens op deze computer; de server mag aan blijven (PostgreSQL: pg_dump)
  restored              zeg dat de gegevens uit een reservekopie zijn teruggezet (met de server uit)
  tidy                  haal wat verwijderd is ook uit de bestanden (PostgreSQL: met --postgres-owner, 's nachts)

  ROL: ${roles.join(', ')}. GEBIED: naam of id, of 'alle'. Zonder --password maakt de server er een.`

const spec = {
  port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' }, postgres: { type: 'string' }, 'postgres-owner': { type: 'string' }, to: { type: 'string' }, cert: { type: 'string' }, key: { type: 'string' }, 'behind-proxy': { type: 'boolean' },
  name: { type: 'string' }, role: { type: 'string' }, gebied: { type: 'string', multiple: true }, password: { type: 'string' }, disable: { type: 'boolean' }, enable: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const

/** Reads the command line, and from the environment what should not be in it. */
export function readOptions(args: readonly string[], defaultData: string, env: Readonly<Record<string, string | undefined>> = {}): Options {
  const { values, positionals } = parse(args)
  const act = positionals.join(' ')
  if (values.help || act === 'help') return { act: 'help' }
  const place = placeOf(values, defaultData, env)
  if (act === 'restored' || act === 'tidy') return { act, place }
  if (act === 'backup') return backupOptions(values, place)
  if (act === '') return serveOptions(values, place)
  if (act === 'account list' || act === 'account add' || act === 'account change' || act === 'account password') return accountOptions(act, values, place)
  throw new UsageProblem(`'${act}' is geen opdracht.\n\n${help}`)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: spec, allowPositionals: true })
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message.split('\n')[0] : ''}\n\n${help}`)
  }
}
type Values = ReturnType<typeof parse>['values']

function placeOf(values: Values, defaultData: string, env: Readonly<Record<string, string | undefined>>): Place {
  if (values.data !== undefined && values.postgres !== undefined) throw new UsageProblem('Geef --data of --postgres, niet allebei')
  const postgres = values.postgres ?? (values.data === undefined ? env['GEBIEDSBOEK_POSTGRES'] : undefined)
  const owner = values['postgres-owner'] ?? env['GEBIEDSBOEK_POSTGRES_OWNER']
  if (postgres === undefined && values['postgres-owner'] !== undefined) throw new UsageProblem('Geef bij --postgres-owner ook --postgres: zo meldt de server zelf zich aan')
  if (postgres === undefined) return { data: values.data ?? defaultData }
  for (const address of [postgres, ...(owner === undefined ? [] : [owner])]) if (!/^postgres(ql)?:\/\//.test(address)) throw new UsageProblem('Een adres van PostgreSQL begint met postgres://')
  return { postgres, owner }
}

function backupOptions(values: Values, place: Place): Options {
  if (!('data' in place)) throw new UsageProblem('Een reservekopie van PostgreSQL maakt u met pg_dump; docs/beheer/postgresql.md geeft de opdrachten')
  if (values.to === undefined) throw new UsageProblem('Geef met --to de map voor de reservekopie')
  return { act: 'backup', data: place.data, to: values.to }
}

function serveOptions(values: Values, place: Place): ServeOptions {
  const port = values.port === undefined ? 4780 : Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageProblem(`--port ${values.port} is geen poortnummer`)
  if ((values.cert === undefined) !== (values.key === undefined)) throw new UsageProblem('Geef --cert en --key allebei, of geen van beide')
  const host = values.host ?? '127.0.0.1', behindProxy = values['behind-proxy'] ?? false
  if (!isLoopback(host) && host !== 'localhost' && values.cert === undefined && !behindProxy) {
    throw new UsageProblem('Voor andere computers moet het verkeer versleuteld zijn. Geef --cert en --key, of --behind-proxy als een proxy ervoor dat doet.')
  }
  return { act: 'serve', place, port, host, behindProxy, cert: values.cert, key: values.key }
}

function accountOptions(act: string, values: Values, place: Place): AccountOptions {
  const name = values.name ?? ''
  if (act !== 'account list' && name === '') throw new UsageProblem('Geef met --name de naam van het account')
  const role = roles.find((r) => r === values.role || roleNames[r].toLowerCase() === values.role?.toLowerCase())
  if (values.role !== undefined && !role) throw new UsageProblem(`'${values.role}' is geen rol. Kies uit: ${roles.join(', ')}.`)
  if (act === 'account add' && !role) throw new UsageProblem(`Geef met --role een rol: ${roles.join(', ')}`)
  const disabled = values.disable ? true : values.enable ? false : undefined
  return { act: act === 'account password' ? 'account change' : (act as AccountOptions['act']), place, name, role, gebieden: values.gebied, password: values.password ?? (act === 'account password' ? '' : undefined), disabled }
}
