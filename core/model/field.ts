import { z } from 'zod'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** How a field is stored in SQLite: booleans as 0/1, lists and objects as JSON text. */
export type SqlForm = 'text' | 'integer' | 'boolean' | 'json'

export interface FieldOptions {
  /** Says something about a resident: erased with the person, part of an inzage, never in logs. */
  readonly personal?: boolean
  /** Part of the full-text index of its row. */
  readonly search?: boolean
}

export interface Field<T extends Json = Json> extends FieldOptions {
  readonly schema: z.ZodType<T>
  readonly sql: SqlForm
  readonly initial: T
  /** For a reference: the kind it points to. */
  readonly to?: string
}

const field = <T extends Json>(schema: z.ZodType<T>, sql: SqlForm, initial: T, options: FieldOptions & { to?: string } = {}): Field<T> => ({ schema, sql, initial, ...options })

/** Well-formed Unicode without NUL: what SQLite, JSON and XLSX all carry unchanged. */
const cleanText = (max: number) => z.string().max(max).refine((s) => !s.includes('\0') && s.isWellFormed(), 'Deze tekst bevat tekens die niet bewaard kunnen worden')

/** One line of text, at most `max` UTF-16 units (default 300). */
export const line = (options: FieldOptions & { max?: number } = {}) => field(cleanText(options.max ?? 300), 'text', '', options)
/** Longer plain text, at most 20,000 units. */
export const prose = (options: FieldOptions = {}) => field(cleanText(20_000), 'text', '', options)
/** Very long stored text such as a frozen document or a data URL, at most 4 million units. */
export const blobText = (options: FieldOptions = {}) => field(cleanText(4_000_000), 'text', '', options)
/** Calendar day `jjjj-mm-dd`, or null. */
export const day = (options: FieldOptions = {}) => field(z.iso.date().nullable(), 'text', null, options)
/** Local date and time in the municipality (Europe/Amsterdam) `jjjj-mm-ddTuu:mm`, or null. */
export const localTime = (options: FieldOptions = {}) => field(z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/).nullable(), 'text', null, options)
/** Moment in UTC, ISO 8601 with milliseconds and Z, or null. */
export const moment = (options: FieldOptions = {}) => field(z.iso.datetime().nullable(), 'text', null, options)
export const integer = (options: FieldOptions & { initial?: number } = {}) => field(z.int(), 'integer', options.initial ?? 0, options)
export const flag = (options: FieldOptions = {}) => field(z.boolean(), 'boolean', false, options)
export const oneOf = <const V extends readonly [string, ...string[]]>(values: V, initial: NoInfer<V[number]>, options: FieldOptions = {}): Field<V[number]> =>
  field<V[number]>(z.enum(values) as unknown as z.ZodType<V[number]>, 'text', initial, options)
/** Id of a row of another kind, or null. */
export const reference = (to: string, options: FieldOptions = {}) => field(z.string().min(1).max(64).nullable(), 'text', null, { ...options, to })
/** Ids of rows of another kind. Merges as one value. */
export const references = (to: string, options: FieldOptions = {}): Field<readonly string[]> =>
  field<readonly string[]>(z.array(z.string().min(1).max(64)).max(5000), 'json', [], { ...options, to })
/** Short words such as labels. Merges as one value. */
export const words = (options: FieldOptions = {}): Field<readonly string[]> => field<readonly string[]>(z.array(cleanText(120)).max(100), 'json', [], options)
/** Any JSON value, kept as it is. */
export const anyJson = (options: FieldOptions = {}) => field<Json>(z.json() as z.ZodType<Json>, 'json', null, options)
