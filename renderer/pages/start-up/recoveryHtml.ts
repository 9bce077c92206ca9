const escape = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** The recovery sheet as a page of its own, for paper or PDF. */
export const recoveryHtml = (code: string, day: string): string => `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Herstelblad Gebiedsboek</title>
<style>body{font:15px/1.5 system-ui,sans-serif;color:#111;margin:2cm}h1{font-size:24px}.code{font:600 26px/1.6 ui-monospace,monospace;letter-spacing:.06em;border:2px solid #111;padding:12px 18px;display:inline-block}li{margin:.3em 0}.line{border-bottom:1px solid #111;display:inline-block;min-width:9cm;height:1.4em}</style></head>
<body><h1>Herstelblad van Gebiedsboek</h1><p>Gemaakt op ${escape(day)}</p><p>Met deze code opent u Gebiedsboek als u uw wachtwoordzin kwijt bent.</p><p class="code">${escape(code)}</p>
<ul><li>Bewaar dit blad achter slot, niet bij de laptop.</li><li>Iedereen met deze code én de laptop kan bij de gegevens.</li><li>Na gebruik geeft Gebiedsboek een nieuwe code. Deze werkt dan niet meer.</li></ul>
<p>Laptop: <span class="line"></span></p><p>Van wie: <span class="line"></span></p></body></html>`
