const formula = /^'*[=+\-@\t\r\n]/
const neutralised = /^''*[=+\-@\t\r\n]/

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
export const neutralise = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** Takes off the apostrophe that `neutralise` (ours or another program's) put there. */
export const restore = (text: string): string => (text.startsWith("'") && neutralised.test(text) ? text.slice(1) : text)
