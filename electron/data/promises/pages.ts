import { CommandFailure } from '#core/contract/command.ts'
import type { PublicPage } from '#core/contract/promises.ts'
import type { HouseStyle } from '#core/minutes/document.ts'
import { Redactor, type PublicChoices, type Removal } from '#core/minutes/public.ts'
import { mayReceive } from '#core/model/may.ts'
import { publicThread, threadHtml } from '#core/promises/thread-page.ts'
import type { DataContext } from '../context.ts'
import { houseStyle } from '../meetings/minutes.ts'
import { nameableIn } from '../meetings/nameable.ts'
import { threadOf } from './thread.ts'

export function styleOf(context: DataContext): HouseStyle {
  const { municipality, logo, accent, footer } = houseStyle(context)
  return { municipality, logo, accent, footer }
}

/** What must not hold a name is made only where the names are known: otherwise one could slip through. */
export function requireNames(context: DataContext): void {
  if (!mayReceive(context.session().role, 'contactDetails')) throw new CommandFailure('NoRight', 'Met uw rol kunt u dit niet maken. De gebiedsregisseur en de medewerker OOV kunnen dat wel.')
}

/** Runs `write` with what takes out every text that points at a person, and answers what was taken out. `model` is all text that it will see. */
export function withoutNames<T>(context: DataContext, { gebieden, model, choices }: { readonly gebieden: readonly string[] | null; readonly model: unknown; readonly choices: PublicChoices }, write: (redactor: Redactor, roles: ReadonlyMap<string, string>) => T): { readonly made: T; readonly removals: readonly Removal[] } {
  requireNames(context)
  const { people, roles } = nameableIn(context, { gebieden, meetingId: null, text: JSON.stringify(model) })
  const redactor = new Redactor(people, choices)
  const made = write(redactor, roles)
  return { made, removals: redactor.removals() }
}

/** The rode draad as a page, for the team or for everybody. */
export function threadPage(context: DataContext, id: string, edition: 'intern' | 'openbaar', choices: PublicChoices): PublicPage {
  const thread = threadOf(context, id), style = styleOf(context)
  if (edition === 'intern') return { html: threadHtml(thread, style, edition), removals: [] }
  const { made, removals } = withoutNames(context, { gebieden: [thread.gebied], model: thread, choices }, (redactor, roles) => publicThread(thread, redactor, roles))
  return { html: threadHtml(made, style, edition), removals }
}
