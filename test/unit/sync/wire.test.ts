import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import * as wire from '#core/sync/wire.ts'

it('the shape of the messages belongs to this protocol number: who changes it raises PROTOCOL, or shows that older sides still understand, and writes the new hash here', () => {
  const schemas = { handshakeRequest: wire.handshakeRequest, handshakeAnswer: wire.handshakeAnswer, pushRequest: wire.pushRequest, pushAnswer: wire.pushAnswer, pullRequest: wire.pullRequest, pullAnswer: wire.pullAnswer, wireError: wire.wireError, helloAnswer: wire.helloAnswer, pokeMessage: wire.pokeMessage, hereMessage: wire.hereMessage, filesRequest: wire.filesRequest, filesAnswer: wire.filesAnswer, partAnswer: wire.partAnswer }
  const text = JSON.stringify(Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })]))
  expect([wire.PROTOCOL, createHash('sha256').update(text).digest('hex').slice(0, 16)]).toEqual([1, 'f75daecb65b7e80c'])
})
