import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/** The menu mostly carries the keys that Electron would otherwise answer in English; Ctrl with a letter or figure for daily work is the renderer's. */
export function setMenu(): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'togglefullscreen', label: 'Volledig scherm' },
  ]
  if (!app.isPackaged) view.push({ type: 'separator' }, { role: 'toggleDevTools', label: 'Hulpmiddelen voor ontwikkelaars' })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: 'Bestand', submenu: [{ role: 'quit', label: 'Afsluiten' }] },
      {
        label: 'Bewerken',
        submenu: [
          { role: 'undo', label: 'Ongedaan maken' },
          { role: 'redo', label: 'Opnieuw' },
          { type: 'separator' },
          { role: 'cut', label: 'Knippen' },
          { role: 'copy', label: 'Kopiëren' },
          { role: 'paste', label: 'Plakken' },
          { role: 'selectAll', label: 'Alles selecteren' },
        ],
      },
      { label: 'Beeld', submenu: view },
    ]),
  )
}
