import type { z } from 'zod'

/**
 * One command of the data process: its input schema and the type it answers with.
 * Handlers, the renderer's client and the tests are all derived from the record of these in `contract.ts`.
 */
export interface Command<Input extends z.ZodType = z.ZodType, Answer = unknown> {
  readonly input: Input
  /** Only a type: never has a value. */
  readonly answer?: Answer
}

/** Declares a command: `command(z.object({ id: z.string() })).answers<Contact>()`. */
export function command<Input extends z.ZodType>(input: Input) {
  return { answers: <Answer>(): Command<Input, Answer> => ({ input }) }
}

export type InputOf<C> = C extends Command<infer I, unknown> ? z.input<I> : never
export type ParsedOf<C> = C extends Command<infer I, unknown> ? z.output<I> : never
export type AnswerOf<C> = C extends Command<z.ZodType, infer A> ? A : never

/** An expected failure. `type` comes from a closed list per command group; `message` is Dutch and may be shown. */
export interface Failure {
  readonly type: string
  readonly message: string
  readonly detail?: string
}

export type Result<T, E extends Failure = Failure> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
export const fail = <const T extends string>(type: T, message: string, detail?: string): Result<never, Failure & { readonly type: T }> => ({
  ok: false,
  error: detail === undefined ? { type, message } : { type, message, detail },
})

/** Maps a record of commands to an object of async functions. Every call answers a `Result`; a bug in the other process arrives as failure type `Bug`. */
export type Client<Commands> = { readonly [K in keyof Commands]: (input: InputOf<Commands[K]>) => Promise<Result<AnswerOf<Commands[K]>>> }
/** Maps a record of commands to the functions that carry them out. A handler may throw `CommandFailure` for an expected failure. */
export type Handlers<Commands> = { readonly [K in keyof Commands]: (input: ParsedOf<Commands[K]>) => AnswerOf<Commands[K]> | Promise<AnswerOf<Commands[K]>> }

/** Thrown inside a handler, turned into `{ ok: false, error }` at the process border. */
export class CommandFailure extends Error {
  readonly failure: Failure
  constructor(type: string, message: string, detail?: string) {
    super(message)
    this.failure = detail === undefined ? { type, message } : { type, message, detail }
  }
}
