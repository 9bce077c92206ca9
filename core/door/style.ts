/** The one style of the door: phone first, large targets, dark where the phone is dark. Part of the page, known to its security policy by its hash. */
export const doorStyle = `
:root{color-scheme:light dark;--ink:#0f172a;--soft:#475569;--paper:#fff;--line:#94a3b8;--card:#f8fafc;--go:#0f766e;--on-go:#fff;--bad:#b91c1c;--good:#166534;--focus:#1d4ed8}
@media (prefers-color-scheme:dark){:root{--ink:#f1f5f9;--soft:#cbd5e1;--paper:#0f172a;--line:#64748b;--card:#1e293b;--go:#5eead4;--on-go:#042f2e;--bad:#fca5a5;--good:#86efac;--focus:#93c5fd}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:42rem;padding:1rem;font:1.125rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;overflow-wrap:break-word}
header{border-bottom:4px solid var(--go);padding-bottom:.5rem;font-weight:600}
header p{margin:0}
h1{font-size:1.625rem;line-height:1.2;margin:1.5rem 0 1rem}
h2{font-size:1.3125rem;line-height:1.25;margin:2.25rem 0 .5rem}
h3{font-size:1.125rem;line-height:1.3;margin:0 0 .25rem}
p{margin:0 0 1rem}
a{color:var(--go);text-underline-offset:.15em}
.card{border:1px solid var(--line);border-radius:.5rem;background:var(--card);padding:1rem;margin:0 0 1rem}
.card>:last-child,.card form p{margin-bottom:0}
.plain{list-style:none;padding:0;margin:0}
.quiet,.hint{color:var(--soft)}
.hint,.problem{display:block;font-weight:400}
.state{font-weight:600}
.notice,.wrong{border-left:.375rem solid var(--good);background:var(--card);padding:.75rem 1rem;margin:1.5rem 0}
.notice.vol,.wrong{border-color:var(--bad)}
.notice h2,.wrong h2{margin:0 0 .25rem}
.notice p,.wrong p{margin:0}
.problem,.wrong a{color:var(--bad);font-weight:600}
label,legend{display:block;font-weight:600;margin-bottom:.25rem;padding:0}
textarea,input[type=text],select{width:100%;min-height:2.75rem;padding:.5rem .625rem;font:inherit;color:inherit;background:var(--paper);border:2px solid var(--line);border-radius:.25rem}
[aria-invalid=true]{border-color:var(--bad)}
fieldset{border:0;margin:0 0 1rem;padding:0;min-width:0}
.tick{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;font-weight:400;margin:0}
.tick input{width:1.5rem;height:1.5rem;flex:none;accent-color:var(--go)}
button{min-height:2.75rem;padding:.625rem 1.25rem;font:inherit;font-weight:600;color:var(--on-go);background:var(--go);border:2px solid var(--go);border-radius:.25rem;cursor:pointer;text-align:left}
button.other{color:var(--go);background:transparent}
button.stop{color:var(--bad);background:transparent;border-color:var(--bad)}
.pair{display:flex;flex-wrap:wrap;gap:.75rem}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
footer{border-top:1px solid var(--line);margin-top:3rem;padding-top:.5rem;color:var(--soft)}
footer h2{margin-top:1rem}
@media (forced-colors:active){.card,.notice,.wrong{border-style:solid}}
`
