import { parseArgs } from 'node:util'
import { roleNames, roles, type Role } from '#core/model/access.ts'
import { isLoopback } from './app.ts'

export interface ServeOptions { readonly act: 'serve'; readonly data: string; readonly port: number; readonly host: string; readonly behindProxy: boolean; readonly cert: string | undefined; readonly key: string | undefined }
export interface AccountOptions {
  readonly act: 'account add' | 'account list' | 'account change'
  readonly data: string
  readonly name: string
  readonly role: Role | undefined
  readonly gebieden: readonly string[] | undefined
  readonly password: string | undefined
  readonly disabled: boolean | undefined
}
export type Options = ServeOptions | AccountOptions | { readonly act: 'restored'; readonly data: string } | { readonly act: 'help' }

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

  account list          alle accounts
  account add --name NAAM --role ROL --gebied GEBIED [--gebied ..] [--password WACHTWOORD]
  account change --name NAAM [--role ROL] [--gebied GEBIED ..] [--password WACHTWOORD] [--disable | --enable]
  account password --name NAAM [--password WACHTWOORD]
  restored              zeg dat de gegevens uit een reservekopie zijn teruggezet (met de server uit)

  ROL: ${roles.join(', ')}. GEBIED: naam of id, of 'alle'. Zonder --password maakt de server er een.`

const spec = {
  port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' }, cert: { type: 'string' }, key: { type: 'string' }, 'behind-proxy': { type: 'boolean' },
  name: { type: 'string' }, role: { type: 'string' }, gebied: { type: 'string', multiple: true }, password: { type: 'string' }, disable: { type: 'boolean' }, enable: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const

/** Reads the command line. */
export function readOptions(args: readonly string[], defaultData: string): Options {
  const { values, positionals } = parse(args)
  const data = values.data ?? defaultData
  const act = positionals.join(' ')
  if (values.help || act === 'help') return { act: 'help' }
  if (act === 'restored') return { act, data }
  if (act === '') return serveOptions(values, data)
  if (act === 'account list' || act === 'account add' || act === 'account change' || act === 'account password') return accountOptions(act, values, data)
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

function serveOptions(values: Values, data: string): ServeOptions {
  const port = values.port === undefined ? 4780 : Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageProblem(`--port ${values.port} is geen poortnummer`)
  if ((values.cert === undefined) !== (values.key === undefined)) throw new UsageProblem('Geef --cert en --key allebei, of geen van beide')
  const host = values.host ?? '127.0.0.1', behindProxy = values['behind-proxy'] ?? false
  if (!isLoopback(host) && host !== 'localhost' && values.cert === undefined && !behindProxy) {
    throw new UsageProblem('Voor andere computers moet het verkeer versleuteld zijn. Geef --cert en --key, of --behind-proxy als een proxy ervoor dat doet.')
  }
  return { act: 'serve', data, port, host, behindProxy, cert: values.cert, key: values.key }
}

function accountOptions(act: string, values: Values, data: string): AccountOptions {
  const name = values.name ?? ''
  if (act !== 'account list' && name === '') throw new UsageProblem('Geef met --name de naam van het account')
  const role = roles.find((r) => r === values.role || roleNames[r].toLowerCase() === values.role?.toLowerCase())
  if (values.role !== undefined && !role) throw new UsageProblem(`'${values.role}' is geen rol. Kies uit: ${roles.join(', ')}.`)
  if (act === 'account add' && !role) throw new UsageProblem(`Geef met --role een rol: ${roles.join(', ')}`)
  const disabled = values.disable ? true : values.enable ? false : undefined
  return { act: act === 'account password' ? 'account change' : (act as AccountOptions['act']), data, name, role, gebieden: values.gebied, password: values.password ?? (act === 'account password' ? '' : undefined), disabled }
}
