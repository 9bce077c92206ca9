/** The names alone: the preload carries these, not the schemas of `shell.ts`. */
export const shellNames = ['openFile', 'saveFile', 'printPdf', 'openOutside', 'openLink', 'setTheme', 'setZoom', 'openHall', 'closeHall', 'hallState', 'quit'] as const

/** The window message that brings a port to the data process. */
export const portMessage = 'gebiedsboek:port'
