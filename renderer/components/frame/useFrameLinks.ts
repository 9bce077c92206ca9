import { useRoute } from 'vue-router'

/** How the links of the sidebar look; `icons`: it is shown as icons only. */
export function useFrameLinks(icons: () => boolean) {
  const route = useRoute()
  const isHere = (to: string): boolean => (to === '/' ? route.path === '/' : route.path === to || route.path.startsWith(`${to}/`))
  const linkClass = (to: string) => ['flex min-h-8 items-center gap-2.5 rounded-md px-2 hover:bg-accented', isHere(to) ? 'bg-accented font-medium text-highlighted' : 'text-toned', icons() ? 'justify-center' : '']
  return { isHere, linkClass }
}
