import { stampPattern } from './clock.ts'
import { fieldNamePattern, idPattern, kindPattern } from './wire.ts'

/**
 * Checks by hand of what comes in thousands. They say yes only where the schema in wire.ts would (a test holds them to it);
 * what they do not know at once is left to the schema, which also words what is wrong.
 */
export function isPlainChange(value: unknown): boolean {
  if (!isRecord(value)) return false
  for (const name in value) if (!changeParts.has(name)) return false
  const { kind, id, gebied, stamp, stamps, bases, fields } = value
  return matches(kindPattern, kind) && matches(idPattern, id) && matches(idPattern, gebied) && matches(stampPattern, stamp)
    && (stamps === undefined || everyField(stamps, isStamp)) && (bases === undefined || everyField(bases, isStamp)) && everyField(fields, isPlainValue)
}

/** The receipt that nearly every change gets. */
export function isPlainReceipt(value: unknown): boolean {
  if (!isRecord(value) || value['status'] !== 'applied') return false
  for (const name in value) if (name !== 'status') return false
  return true
}

const changeParts = new Set(['kind', 'id', 'gebied', 'stamp', 'stamps', 'bases', 'fields'])
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const matches = (pattern: RegExp, value: unknown): boolean => typeof value === 'string' && pattern.test(value)
const isStamp = (value: unknown): boolean => matches(stampPattern, value)
const isPlainValue = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || value === null || (typeof value === 'number' && Number.isFinite(value)) || (Array.isArray(value) && value.every((v) => typeof v === 'string'))

function everyField(record: unknown, holds: (value: unknown) => boolean): boolean {
  if (!isRecord(record)) return false
  for (const name in record) if (!fieldNamePattern.test(name) || !holds(record[name])) return false
  return true
}
