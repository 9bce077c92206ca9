import { BrowserWindow, session } from 'electron'
import { writeFile } from 'node:fs/promises'
import { CommandFailure } from '#core/contract/command.ts'
import { origin, scheme } from './policy.ts'

export interface PrintJob {
  readonly html: string
  readonly path: string
  readonly landscape: boolean
  /** HTML for the foot of every page; `<span class="pageNumber">` and `<span class="totalPages">` are filled in. */
  readonly footer: string
}

/** A page on its way to paper runs nothing and fetches nothing: what it shows, it carries with it. */
const printPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
let jobs = 0

/** Lays out a page in a hidden, scriptless window and writes it as PDF (A4). */
export async function printPdf({ html, path, landscape, footer }: PrintJob): Promise<void> {
  const own = session.fromPartition(`print-${++jobs}`) // in memory: nothing of the page stays on disk
  own.protocol.handle(scheme, () => new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': printPolicy } }))
  const window = new BrowserWindow({ show: false, webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false } })
  try {
    await window.loadURL(`${origin}/`)
    const pdf = await window.webContents.printToPDF({
      pageSize: 'A4',
      landscape,
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      displayHeaderFooter: footer !== '',
      headerTemplate: '<span></span>',
      footerTemplate: footer,
    })
    await writeFile(path, pdf).catch((error: NodeJS.ErrnoException) => {
      throw new CommandFailure('NotWritten', writeProblem(error.code))
    })
  } finally {
    window.destroy()
    own.protocol.unhandle(scheme)
  }
}

function writeProblem(code: string | undefined): string {
  if (code === 'ENOSPC') return 'De schijf is vol. Maak ruimte vrij of kies een andere map.'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'In deze map mag u niets opslaan. Kies een andere map.'
  if (code === 'EBUSY') return 'Het bestand is nog open in een ander programma. Sluit het daar en probeer het opnieuw.'
  return 'Het bestand kon niet worden opgeslagen. Kies een andere map of een andere naam.'
}
