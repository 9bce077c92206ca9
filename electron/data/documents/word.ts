import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, TextRun } from 'docx'
import { htmlToContent } from 'docx/html'

/** Twentieths of a point in a millimetre. */
const MM = 56.7
/** Pixels (96 to the inch) between the margins of an A4 page. */
const TEXT_WIDTH = 658
const FONT = 'Calibri'

/** Word has no lists of terms: they become a table of two columns. Only pages of our own come here, so the tags are known. */
const withoutTerms = (html: string): string =>
  html.replace(/<dl[^>]*>/g, '<table class="terms">').replaceAll('</dl>', '</table>').replace(/<dt>/g, '<tr><td style="width:28%;border:none">').replaceAll('</dt>', '</td>').replace(/<dd>/g, '<td style="border:none">').replaceAll('</dd>', '</td></tr>')

/**
 * A page as a Word document: A4, Dutch, with Word's own heading styles and page numbers at the foot. The page's own style
 * sheet counts; nothing is fetched. Word wants one column, so lists of names stand below each other.
 */
export async function wordDocument(html: string): Promise<Uint8Array> {
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
  const number = { size: 16, color: '475569', font: FONT }
  const footer = new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ ...number, children: ['Bladzijde ', PageNumber.CURRENT, ' van ', PageNumber.TOTAL_PAGES] })] })] })
  const heading = (size: number) => ({ run: { font: FONT, size, bold: true, color: '0f172a' }, paragraph: { spacing: { before: 240, after: 80 }, keepNext: true } })
  const document = new Document({
    title: title.replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'"),
    creator: 'Gebiedsboek',
    styles: { default: { document: { run: { font: FONT, size: 22, language: { value: 'nl-NL' } } }, heading1: heading(36), heading2: heading(28), heading3: heading(24), heading4: heading(22) } },
    sections: [{
      properties: { page: { size: { width: 210 * MM, height: 297 * MM }, margin: { top: 18 * MM, right: 18 * MM, bottom: 20 * MM, left: 18 * MM } } },
      footers: { default: footer },
      children: [...htmlToContent(withoutTerms(html), { maxImageWidth: TEXT_WIDTH })],
    }],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}
