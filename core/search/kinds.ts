/** What can be found, in the order in which groups are shown. */
export const searchKinds = ['contact', 'panel', 'meeting', 'agendaItem', 'note', 'action', 'signal', 'priority', 'decision', 'choice', 'terugkoppeling', 'indicator', 'attachment'] as const
export type SearchKind = (typeof searchKinds)[number]
export const searchKindNames: Record<SearchKind, string> = {
  contact: 'Contacten', panel: 'Panels', meeting: 'Bijeenkomsten', agendaItem: 'Agendapunten', note: 'Notities', action: 'Acties', signal: 'Signalen', priority: 'Prioriteiten', decision: 'Besluiten', choice: 'Keuzes', terugkoppeling: 'Terugkoppelingen', indicator: 'Cijfers', attachment: "Foto's en bestanden",
}
