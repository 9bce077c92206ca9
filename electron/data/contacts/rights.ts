import { CommandFailure } from '#core/contract/command.ts'
import { mayReceive, mayWrite } from '#core/model/may.ts'
import { kinds, type KindName, type Row } from '#core/model/kinds.ts'
import { dayIn } from '#core/actions/typed-day.ts'
import type { DataContext } from '../context.ts'

/** @throws CommandFailure `NoRight` when this role may not change rows of the kind. */
export function requireWrite(context: DataContext, kind: KindName): void {
  if (!mayWrite(context.session().role, kind)) throw new CommandFailure('NoRight', `Met uw rol kunt u geen ${kinds[kind].names[1]} wijzigen. De gebiedsregisseur en de medewerker OOV kunnen dat wel.`)
}

export const maySeeDetails = (context: DataContext): boolean => mayReceive(context.session().role, 'contactDetails')

/** @throws CommandFailure `NotFound` for a contact that was deleted meanwhile or never was. */
export function requireContact(context: DataContext, id: string): Row<'contact'> {
  const contact = context.store.read('contact', id)
  if (!contact) throw new CommandFailure('NotFound', 'Dit contact is er niet meer. Misschien heeft een collega het verwijderd.')
  return contact
}

export function requirePanel(context: DataContext, id: string): Row<'panel'> {
  const panel = context.store.read('panel', id)
  if (!panel) throw new CommandFailure('NotFound', 'Dit panel is er niet meer. Misschien heeft een collega het verwijderd.')
  return panel
}

/** Today in the municipality. */
export const today = (context: DataContext): string => dayIn(context.now())

/** The team member who works here, or null. */
export const memberId = (context: DataContext): string | null => context.session().memberId || null
