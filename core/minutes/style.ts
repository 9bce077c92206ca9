/** How minutes and printed lists look: A4, plain, readable in black and white. Everything is in the document itself. */
export const documentStyle = (accent: string): string => `
@page { size: A4; margin: 18mm 18mm 20mm; }
* { box-sizing: border-box; }
html { background: #fff; color: #0f172a; }
body { font: 11pt/1.5 'Inter Variable', Inter, 'Segoe UI', Arial, sans-serif; margin: 0 auto; max-width: 184mm; padding: 8mm 5mm; overflow-wrap: anywhere; }
@media print { body { padding: 0; max-width: none; } }
header { display: flex; gap: 8mm; align-items: flex-start; justify-content: space-between; border-bottom: 2px solid ${accent}; padding-bottom: 4mm; margin-bottom: 6mm; }
header img { max-height: 18mm; max-width: 60mm; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 1mm; }
h2 { font-size: 13pt; line-height: 1.3; margin: 7mm 0 2mm; border-bottom: 1px solid #cbd5e1; padding-bottom: 1mm; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 5mm 0 1mm; break-after: avoid; }
h4, h5, h6 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid; }
p, ul, ol { margin: 0 0 2.5mm; }
ul, ol { padding-left: 6mm; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .5mm 6mm; margin: 0; }
dt { color: #475569; } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; margin: 0 0 3mm; font-size: 10pt; }
th { text-align: left; overflow-wrap: break-word; color: #334155; border-bottom: 1.5px solid #94a3b8; padding: 1mm 3mm 1mm 0; vertical-align: bottom; }
td { border-bottom: 1px solid #e2e8f0; padding: 1.2mm 3mm 1.2mm 0; vertical-align: top; }
tr { break-inside: avoid; }
.who { overflow-wrap: break-word; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.quiet { color: #475569; }
.state { display: inline-block; border: 1px solid ${accent}; border-radius: 2mm; padding: 0 2mm; font-size: 9.5pt; }
.names { columns: 2; column-gap: 8mm; }
.names li { break-inside: avoid; }
.note { border-left: 2px solid #e2e8f0; padding-left: 4mm; }
.note ul.checklist { list-style: none; padding-left: 0; }
.note table { border: 1px solid #cbd5e1; } .note th, .note td { border: 1px solid #cbd5e1; padding: 1mm 2mm; }
.note blockquote { margin: 0 0 2.5mm; padding-left: 4mm; border-left: 3px solid #cbd5e1; }
.code { font-family: ui-monospace, 'DejaVu Sans Mono', Consolas, monospace; font-size: 12pt; letter-spacing: .06em; white-space: nowrap; } .right { float: right; }
.even { table-layout: fixed; } .even.first th:first-child { width: 46%; }
.tall td { height: 9mm; }
.write div { border-bottom: 1px solid #94a3b8; height: 8.5mm; }
.sheet { break-after: page; } .sheet:last-child { break-after: auto; } .sheet h2 { margin-top: 0; }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 0; }
.card { border: 1px dashed #94a3b8; padding: 6mm; min-height: 50mm; display: flex; flex-direction: column; justify-content: center; break-inside: avoid; }
.card.large { min-height: 92mm; justify-content: flex-start; }
.big { font-size: 17pt; font-weight: 600; line-height: 1.2; } .card.large .big { font-size: 13pt; }
.checks { list-style: none; padding-left: 0; columns: 2; }
footer { margin-top: 10mm; border-top: 1px solid #cbd5e1; padding-top: 2mm; font-size: 9pt; color: #475569; }
`
