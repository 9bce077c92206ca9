import type { Handlers } from '#core/contract/command.ts'
import type { doorCommands } from '#core/contract/door.ts'
import type { FieldsByKind } from '#core/model/kinds.ts'
import type { DataContext } from '../context.ts'
import { acceptPost, declinePost } from './decide.ts'
import { linksOf, makeLink, revokeLinks } from './links.ts'
import { countWaiting, getPost, listPost } from './post.ts'
import { publish, untold } from './untold.ts'
import { doorSettings, revokeAllLinks, saveDoorSettings } from './settings.ts'

/** Carries out the commands of the digital door and of what comes in through it. */
export const doorHandlers = (context: DataContext): Handlers<typeof doorCommands> => ({
  'door.settings': () => doorSettings(context),
  'door.saveSettings': ({ fields }) => saveDoorSettings(context, fields as Partial<FieldsByKind['doorSettings']>),
  'door.revokeAll': () => revokeAllLinks(context),
  'door.links': ({ contactId }) => linksOf(context, contactId),
  'door.makeLink': ({ contactId }) => makeLink(context, contactId),
  'door.revoke': ({ contactId, linkId }) => revokeLinks(context, contactId, linkId),
  'door.untold': ({ gebied }) => untold(context, gebied),
  'door.publish': ({ texts }) => publish(context, texts),
  'post.count': () => countWaiting(context, null),
  'post.list': ({ gebied, handled }) => listPost(context, gebied, handled),
  'post.get': ({ id }) => getPost(context, id),
  'post.accept': ({ id, answer, text }) => acceptPost(context, id, answer, text),
  'post.decline': ({ id, answer }) => declinePost(context, id, answer),
})
