import type { Editor } from '@tiptap/core'
import { looksLikeMarkdown, nodesFromMarkdown } from '#core/notes/markdown.ts'

/**
 * Makes HTML from Word, Outlook or a web page fit for a note: list paragraphs become lists, comments and what is hidden goes.
 * Everything that is no part of a note (styles, scripts, pictures, frames) is left out by the editor's own schema after this.
 * The HTML is parsed in a document that is never shown, where nothing runs or loads.
 */
export function cleanPastedHtml(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html')
  page.querySelectorAll('script, style, template, noscript, iframe, object, embed, svg, math, link, meta, title, img, [style*="mso-hide:all"], [style*="display:none"], [style*="display: none"]').forEach((element) => element.remove())
  for (const element of Array.from(page.getElementsByTagName('o:p'))) if (element.textContent.trim() === '') element.remove()
  listsOfWord(page)
  page.querySelectorAll('h4, h5, h6').forEach((element) => rename(page, element, 'h3'))
  // A break between two blocks is how mail programs leave room.
  page.querySelectorAll('p > br:only-child, div > br:only-child').forEach((element) => { if (element.parentElement?.textContent?.trim() === '') element.parentElement.remove() })
  return page.body.innerHTML
}

function rename(page: Document, element: Element, tag: string): void {
  const renamed = page.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

const levelOf = (element: Element): number => Number(/mso-list:[^;"]*level(\d)/i.exec(element.getAttribute('style') ?? '')?.[1] ?? 0)

/** Word writes a list as paragraphs with a level in their style and the bullet as text. */
function listsOfWord(page: Document): void {
  let open: { list: Element; level: number }[] = []
  for (const line of page.body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, table')) {
    const level = levelOf(line)
    if (level === 0) { open = []; continue }
    const bullet = line.querySelector('[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]')
    const tag = /^\s*(?:\d+|[a-z]{1,3}|[ivx]+)[.)]/i.test(bullet?.textContent ?? '') ? 'ol' : 'ul'
    bullet?.remove()
    while (open.length > 0 && open.at(-1)!.level > level) open.pop()
    if (open.length === 0 || open.at(-1)!.level < level) {
      const list = page.createElement(tag)
      const parent = open.at(-1)?.list.lastElementChild
      if (parent) parent.append(list); else line.before(list)
      open.push({ list, level })
    }
    const item = page.createElement('li'), text = page.createElement('p')
    text.append(...line.childNodes)
    item.append(text)
    open.at(-1)!.list.append(item)
    line.remove()
  }
}

/** Plain text that is Markdown (minutes are often kept that way) comes in as headings and lists. Answers whether it did. */
export function pasteMarkdown(editor: Editor, data: DataTransfer | null): boolean {
  if (!data || data.getData('text/html') !== '') return false
  const text = data.getData('text/plain')
  if (!looksLikeMarkdown(text)) return false
  return editor.chain().insertContent(nodesFromMarkdown(text).map((node) => structuredClone(node) as Parameters<Editor['commands']['insertContent']>[0] & object)).run()
}
