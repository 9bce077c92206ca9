import { z } from 'zod'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** How a field is stored in SQLite: booleans as 0/1, lists and objects as JSON text. */
export type SqlForm = 'text' | 'integer' | 'real' | 'boolean' | 'json'

export interface FieldOptions {
  /** Says something about a resident: erased with the person, part of an inzage, never in logs. */
  readonly personal?: boolean
  /** Part of the full-text index of its row. */
  readonly search?: boolean
}

export interface Field<T extends Json = Json> extends FieldOptions {
  readonly schema: z.ZodType<T>
  /** A quick look: yes only where the schema would say so too, no when it has to be asked. Imports bring values by the hundred thousand. */
  readonly fits: (value: Json) => boolean
  readonly sql: SqlForm
  readonly initial: T
  /** For a reference: the kind it points to. */
  readonly to?: string
}

type Options = FieldOptions & { readonly to?: string; readonly fits?: (value: Json) => boolean }
const field = <T extends Json>(schema: z.ZodType<T>, sql: SqlForm, initial: T, { fits = (value) => value === initial, ...options }: Options = {}): Field<T> => ({ schema, fits, sql, initial, ...options })

/** Well-formed Unicode without NUL: what SQLite, JSON and XLSX all carry unchanged. */
const cleanText = (max: number) => z.string().max(max).refine((s) => !s.includes('\0') && s.isWellFormed(), 'Deze tekst bevat tekens die niet bewaard kunnen worden')

const isClean = (max: number) => (value: Json): boolean => typeof value === 'string' && value.length <= max && !value.includes('\0') && value.isWellFormed()
const areClean = (max: number, count: number) => (value: Json): boolean => Array.isArray(value) && value.length <= count && value.every(isClean(max))

/** One line of text, at most `max` UTF-16 units (default 300). */
export const line = (options: FieldOptions & { max?: number } = {}) => field(cleanText(options.max ?? 300), 'text', '', { ...options, fits: isClean(options.max ?? 300) })
/** Longer plain text, at most 20,000 units. */
export const prose = (options: FieldOptions = {}) => field(cleanText(20_000), 'text', '', { ...options, fits: isClean(20_000) })
/** Very long stored text such as a frozen document or a data URL, at most 4 million units. */
export const blobText = (options: FieldOptions = {}) => field(cleanText(4_000_000), 'text', '', { ...options, fits: isClean(4_000_000) })
/** Calendar day `jjjj-mm-dd`, or null. */
export const day = (options: FieldOptions = {}) => field(z.iso.date().nullable(), 'text', null, options)
/** Local date and time in the municipality (Europe/Amsterdam) `jjjj-mm-ddTuu:mm`, or null. */
export const localTime = (options: FieldOptions = {}) => field(z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/).nullable(), 'text', null, options)
/** Moment in UTC, ISO 8601 with milliseconds and Z, or null. */
export const moment = (options: FieldOptions = {}) => field(z.iso.datetime().nullable(), 'text', null, options)
export const integer = (options: FieldOptions & { initial?: number } = {}) => field(z.int(), 'integer', options.initial ?? 0, options)
/** Degrees of latitude or longitude (WGS 84), or null. `limit` is 90 or 180. */
export const degrees = (limit: number, options: FieldOptions = {}) => field(z.number().min(-limit).max(limit).nullable(), 'real', null, options)
export const flag = (options: FieldOptions = {}) => field(z.boolean(), 'boolean', false, options)
export const oneOf = <const V extends readonly [string, ...string[]]>(values: V, initial: NoInfer<V[number]>, options: FieldOptions = {}): Field<V[number]> =>
  field<V[number]>(z.enum(values) as unknown as z.ZodType<V[number]>, 'text', initial, { ...options, fits: (value) => typeof value === 'string' && values.includes(value) })
/** SHA-256 as 64 small hexadecimal digits, or ''. */
export const fingerprint = (options: FieldOptions = {}) => field(z.string().regex(/^(?:[0-9a-f]{64})?$/), 'text', '', options)
/** Id of a row of another kind, or null. */
export const reference = (to: string, options: FieldOptions = {}) => field(z.string().min(1).max(64).nullable(), 'text', null, { ...options, to, fits: (value) => value === null || (typeof value === 'string' && value.length >= 1 && value.length <= 64) })
/** Ids of rows of another kind. Merges as one value. */
export const references = (to: string, options: FieldOptions = {}): Field<readonly string[]> =>
  field<readonly string[]>(z.array(z.string().min(1).max(64)).max(5000), 'json', [], { ...options, to })
/** Short words such as labels. Merges as one value. */
export const words = (options: FieldOptions = {}): Field<readonly string[]> => field<readonly string[]>(z.array(cleanText(120)).max(100), 'json', [], { ...options, fits: areClean(120, 100) })
/** Any JSON value, kept as it is. */
export const anyJson = (options: FieldOptions = {}) => field<Json>(z.json() as z.ZodType<Json>, 'json', null, options)
