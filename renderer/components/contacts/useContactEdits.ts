import type { BulkChange, ConsentInput, ContactFields, DetailFields } from '#core/contract/contacts.ts'
import { plural } from '#core/text/numbers.ts'
import { useDesktop } from '../../desktop.ts'
import { useUndo } from '../../undo.ts'

/** Every change to contacts, with its toast. Edits in place say nothing when they succeed. */
export function useContactEdits() {
  const { data } = useDesktop()
  const { withUndo, orSay, say } = useUndo()

  async function bulk(ids: readonly string[], change: BulkChange, label: string): Promise<boolean> {
    const result = await data['contacts.bulk']({ ids: [...ids], change })
    if (result.ok && result.value.count === 0) { say('Er is niets veranderd: dit was al zo.', 'i-lucide-info'); return true }
    return withUndo(result, result.ok ? `${plural(result.value.count, 'contact', 'contacten')} ${label}` : '')
  }
  return {
    bulk,
    update: async (id: string, fields: { readonly contact?: ContactFields; readonly details?: DetailFields }) => orSay(await data['contacts.update']({ id, ...fields })) !== undefined,
    remove: (ids: readonly string[]) => bulk(ids, { type: 'delete' }, 'verwijderd'),
    giveConsent: async (contactId: string, consent: ConsentInput) => withUndo(await data['consents.give']({ contactId, ...consent }), 'Toestemming vastgelegd'),
    correctConsent: async (id: string, consent: ConsentInput) => withUndo(await data['consents.correct']({ id, ...consent }), 'Toestemming verbeterd'),
    async withdraw(contactId: string, withdrawal: { readonly withdrawnOn: string; readonly how: string }): Promise<boolean> {
      const result = await data['consents.withdraw']({ contactId, ...withdrawal })
      const left = result.ok ? result.value.invitations : 0
      return withUndo(result, left === 0 ? 'Toestemming ingetrokken' : `Toestemming ingetrokken en ${plural(left, 'uitnodiging', 'uitnodigingen')} weggehaald`)
    },
    removeConsent: async (id: string) => withUndo(await data['consents.remove']({ id }), 'Toestemming weggehaald'),
    join: (contactId: string, panelId: string, panel: string) => bulk([contactId], { type: 'addToPanel', panelId }, `bij ${panel} gezet`),
    leave: async (membershipId: string, panel: string) => withUndo(await data['panels.leave']({ membershipId }), `Uit ${panel} gehaald`),
  }
}
