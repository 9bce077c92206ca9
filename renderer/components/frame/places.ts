/** The places of the sidebar, in the order the eye goes. */
export interface Place {
  readonly to: string
  readonly label: string
  readonly icon: string
  readonly key: string
}
export const places: readonly Place[] = [
  { to: '/', label: 'Start', icon: 'i-lucide-house', key: 'alt+1' },
  { to: '/contacten', label: 'Contacten', icon: 'i-lucide-users', key: 'alt+2' },
  { to: '/bijeenkomsten', label: 'Bijeenkomsten', icon: 'i-lucide-calendar-days', key: 'alt+3' },
  { to: '/acties', label: 'Acties', icon: 'i-lucide-square-check', key: 'alt+4' },
  { to: '/signalen', label: 'Signalen', icon: 'i-lucide-radio-tower', key: 'alt+5' },
  { to: '/cijfers', label: 'Cijfers', icon: 'i-lucide-chart-no-axes-column', key: 'alt+6' },
  { to: '/jaarplan', label: 'Jaarplan', icon: 'i-lucide-calendar-range', key: 'alt+7' },
  { to: '/kaart', label: 'Kaart', icon: 'i-lucide-map', key: 'alt+8' },
]
/** Pages without a key of their own, found with Ctrl+K. */
export const morePlaces: readonly Omit<Place, 'key'>[] = [
  { to: '/post', label: 'Post van bewoners', icon: 'i-lucide-inbox' },
  { to: '/agendasjablonen', label: 'Agendasjablonen', icon: 'i-lucide-layout-list' },
  { to: '/uitrolset', label: 'Uitrolset', icon: 'i-lucide-copy-plus' },
  { to: '/rode-draad', label: 'Rode draad', icon: 'i-lucide-git-commit-vertical' },
  { to: '/rapport', label: 'Rapport voor de raad', icon: 'i-lucide-file-chart-column' },
]
