import { channelNames, type Channel } from '../contacts/consent.ts'
import { whenWords } from '../meetings/invitation.ts'
import { channels } from '../model/kinds.ts'
import { html, multiline, trusted, type Html } from '../minutes/html.ts'
import type { SignalState } from '../signals/words.ts'
import { dutchDay, longDay } from '../text/days.ts'
import { doorStyle } from './style.ts'
import type { DoorAnswer, DoorDraft, DoorMeeting, DoorNotice, DoorSent, DoorTold, DoorView } from './view.ts'
import { MAX_SIGNAL, type SignalDraft } from './wish.ts'

/** What stands on every page: the name above it, and how the team can be reached. */
export interface DoorFace { readonly heading: string; readonly reach: string }

/** A whole page: no script, nothing from elsewhere, one style in the page itself. */
function page({ heading, reach }: DoorFace, title: string, body: Html): string {
  return html`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}${heading !== '' && html` - ${heading}`}</title>
<style>${trusted(doorStyle)}</style>
</head>
<body>
<header><p>${heading === '' ? 'Digitale deur' : heading}</p></header>
<main>
${body}
</main>
<footer>${reach.trim() !== '' && html`<h2>Vragen?</h2><p>${multiline(reach)}</p>`}<p>Deze pagina bewaart niets op uw telefoon of computer en volgt u niet.</p></footer>
</body>
</html>
`.source
}

/** For every link that does not work, whatever the reason, and for a door that is closed. */
export const refusedPage = (face: DoorFace): string => page(face, 'Deze link werkt niet', html`<h1>Deze link werkt niet</h1>
<p>Misschien is de link verlopen of ingetrokken. Of er ontbreekt een stukje van de link.</p>
<p>Kijk of u de hele link hebt gebruikt. Werkt het dan nog niet? Vraag een nieuwe link aan de mensen die u hebben uitgenodigd.</p>`)

/** Says nothing about any link. */
export const waitPage = (face: DoorFace): string => page(face, 'Even wachten', html`<h1>Even wachten</h1><p>Deze pagina is net te vaak geopend. Wacht een minuut en probeer het opnieuw.</p>`)
export const troublePage = (face: DoorFace): string => page(face, 'Dat lukte niet', html`<h1>Dat lukte niet</h1><p>Er is niets opgeslagen. Ga terug en probeer het opnieuw.</p>`)
export const tooMuchPage = (face: DoorFace): string => page(face, 'Dat is te veel', html`<h1>Dat is te veel in één keer</h1><p>Er is niets opgeslagen. Ga terug en maak uw tekst korter.</p>`)

const notices: Readonly<Record<DoorNotice, { readonly title: string; readonly text: string }>> = {
  komst: { title: 'Uw antwoord is verstuurd', text: 'Een medewerker zet het op de lijst.' },
  signaal: { title: 'Uw bericht is verstuurd', text: 'Een medewerker leest het. Hieronder kunt u later zien wat ermee is gedaan.' },
  bereik: { title: 'Uw keuze is verstuurd', text: 'Wat u niet meer wilt, geldt vanaf nu. Wat u erbij koos, zet een medewerker klaar.' },
  gestopt: { title: 'Uw toestemming is ingetrokken', text: 'Dit geldt vanaf nu. U staat niet meer op de lijst van de bijeenkomsten die nog komen.' },
  vol: { title: 'Dit is niet verstuurd', text: 'U hebt al veel gestuurd dat nog niet is gelezen. Probeer het over een paar dagen opnieuw, of neem contact met ons op.' },
}

interface Shown { readonly view: DoorView; readonly nonce: string; readonly notice: DoorNotice | null; readonly draft: DoorDraft | null; readonly reachProblem: boolean }

/** The page of one resident. */
export function doorPage(face: DoorFace, { view, nonce, notice, draft, reachProblem }: Shown): string {
  const said = notice === null ? null : notices[notice]
  const wrong = draft?.problem ?? (reachProblem ? { field: 'manier', message: 'Kies ten minste één manier, of trek uw toestemming in.' } : null)
  return page(face, wrong ? 'Fout: uw pagina' : (said?.title ?? 'Uw pagina'), html`<h1>Uw pagina van het wijkpanel</h1>
${said && html`<div class="notice ${notice ?? ''}" role="status"><h2>${said.title}</h2><p>${said.text}</p></div>`}
${wrong && html`<div class="wrong" role="alert"><h2>Dit is nog niet verstuurd</h2><p><a href="#${wrong.field}">${wrong.message}</a></p></div>`}
<p>Hier leest u wat voor u klaarstaat. Wat u stuurt, bekijkt een medewerker. Deze link is alleen voor u en werkt tot en met ${longDay(view.expiresOn)}. Geef hem aan niemand anders.</p>
${meetingsPart(view)}
${signalPart(view, draft ?? { draft: { text: '', themeId: '', buurtCode: '', place: '' }, nonce, problem: null, found: [] })}
${sentPart(view)}
${toldPart(view.told)}
${consentPart(view, reachProblem)}`)
}

/** The friendly question before a signal goes: does this belong here? */
export function askPage(face: DoorFace, view: DoorView, asked: DoorDraft): string {
  return page(face, 'Staat hier iets over een persoon in?', html`<h1>Staat hier iets over een persoon in?</h1>
<p>Uw bericht is nog niet verstuurd. Wij willen graag weten wat er speelt en waar, niet over wie. In uw tekst staat:</p>
<ul>${asked.found.map(({ text, looksLike }) => html`<li><strong>${text}</strong>: dat ${looksLike}</li>`)}</ul>
<form method="post">
${hidden('signaal')}<input type="hidden" name="nummer" value="${asked.nonce}">
${signalFields(view, asked, false)}
<p><button type="submit" name="verder" value="zonder">Haal dit weg en verstuur</button></p>
<p><button type="submit" name="verder" value="zo" class="other">Verstuur de tekst zoals hij hierboven staat</button></p>
</form>
<p><a href="?">Toch niet versturen</a></p>`)
}

/** Withdrawing is asked once more: it cannot be taken back here. */
export const stopPage = (face: DoorFace): string => page(face, 'Toestemming intrekken', html`<h1>Wilt u uw toestemming intrekken?</h1>
<p>Dit geldt dan meteen:</p>
<ul><li>U krijgt geen uitnodigingen meer.</li><li>U gaat van de lijst van bijeenkomsten die nog komen.</li></ul>
<p>Wilt u ook dat wij uw gegevens wissen? Vraag dat aan het team.</p>
<form method="post">${hidden('stoppen')}<input type="hidden" name="zeker" value="ja"><p><button type="submit" class="stop">Trek mijn toestemming in</button></p></form>
<p><a href="?">Nee, ga terug</a></p>`)

const hidden = (what: string): Html => html`<input type="hidden" name="wat" value="${what}">`
const answerWords: Readonly<Record<DoorAnswer, string>> = { komt: 'Ik kom', afgemeld: 'Ik kom niet' }

function meetingsPart({ meetings }: DoorView): Html {
  return html`<section aria-labelledby="h-bijeenkomsten"><h2 id="h-bijeenkomsten">Bijeenkomsten</h2>
${meetings.length === 0 ? html`<p>Er staat nu geen bijeenkomst voor u klaar.</p>` : meetings.map(meetingCard)}</section>`
}

function meetingCard({ id, title, startsAt, endsAt, place, address, cancelled, response, waiting }: DoorMeeting): Html {
  const where = [place, address].filter((part) => part.trim() !== '').join(', ')
  const known = waiting ?? response
  const button = (answer: DoorAnswer): Html => html`<button type="submit" name="antwoord" value="${answer}"${known !== null && trusted(' class="other"')}>${answerWords[answer]}</button>`
  return html`<article class="card"><h3>${title}</h3><p>${whenWords({ startsAt, endsAt })}${where !== '' && html`<br>${where}`}</p>
${cancelled ? html`<p class="state">Gaat niet door</p>` : html`<p class="state">${known === null ? 'U hebt nog niet laten weten of u komt.' : known === 'komt' ? 'U liet weten: ik kom.' : 'U liet weten: ik kom niet.'}${waiting !== null && ' Een medewerker zet dit nog op de lijst.'}</p>
<form method="post" aria-label="Komt u naar ${title}?">${hidden('komst')}<input type="hidden" name="bijeenkomst" value="${id}"><p class="pair">${known !== 'komt' && button('komt')} ${known !== 'afgemeld' && button('afgemeld')}</p></form>`}</article>`
}

function signalPart(view: DoorView, draft: DoorDraft): Html {
  return html`<section aria-labelledby="h-signaal"><h2 id="h-signaal">Wat speelt er in uw buurt?</h2>
<p>Is er dringend gevaar? Bel 112. Schrijf hier geen namen, telefoonnummers of kentekens op.</p>
<form method="post">${hidden('signaal')}<input type="hidden" name="nummer" value="${draft.nonce}">
${signalFields(view, draft, true)}
<p><button type="submit">Verstuur</button></p></form></section>`
}

function signalFields({ places }: DoorView, { draft, problem }: DoorDraft, describe: boolean): Html {
  const wrong = (field: string): Html | false => problem?.field === field && html`<span class="problem" id="${field}-fout">${problem.message}</span>`
  const marks = (field: string): Html | false => problem?.field === field && html` aria-invalid="true" aria-describedby="${field}-fout"`
  return html`<p><label for="tekst">Wat gebeurt er?${describe && html`<span class="hint">Bijvoorbeeld: de lantaarn bij de speeltuin is al twee weken kapot.</span>`}</label>${wrong('tekst')}<textarea id="tekst" name="tekst" rows="5" maxlength="${MAX_SIGNAL}" required${marks('tekst') || ''}>${draft.text}</textarea></p>
<p><label for="plek">Waar is dat? (mag leeg blijven)</label>${wrong('plek')}<input id="plek" name="plek" type="text" maxlength="300" autocomplete="off" value="${draft.place}"${marks('plek') || ''}></p>
${choice('buurt', 'In welke buurt? (mag leeg blijven)', places.buurten.map(({ code, name }) => [code, name]), draft.buurtCode)}
${choice('thema', 'Waar gaat het over? (mag leeg blijven)', places.themes.map(({ id, name }) => [id, name]), draft.themeId)}`
}

function choice(name: 'buurt' | 'thema', label: string, options: readonly (readonly [value: string, label: string])[], chosen: SignalDraft['themeId']): Html | false {
  return options.length > 0 && html`<p><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">Weet ik niet</option>${options.map(([value, text]) => html`<option value="${value}"${value === chosen && trusted(' selected')}>${text}</option>`)}</select></p>`
}

const signalWords: Readonly<Record<SignalState, string>> = { nieuw: 'Opgeschreven. Er is nog niemand mee bezig.', opgepakt: 'Wij zijn ermee bezig.', overgedragen: 'Doorgegeven aan de dienst die hierover gaat.', afgehandeld: 'Afgehandeld.', geenActie: 'Wij doen hier niets mee.' }

function sentPart({ sent }: DoorView): Html | false {
  return sent.length > 0 && html`<section aria-labelledby="h-gestuurd"><h2 id="h-gestuurd">Wat u stuurde, en wat wij ermee deden</h2><ul class="plain">${sent.map(sentItem)}</ul></section>`
}

function sentItem({ on, state, answer, about }: DoorSent): Html {
  return html`<li class="card"><p class="quiet">${dutchDay(on)}</p><p>${aboutWords(about)}</p><p class="state">${stateWords(state, about)}</p>${answer.trim() !== '' && html`<p>Antwoord van het team: ${multiline(answer)}</p>`}${about.type === 'signaal' && about.told.length > 0 && html`<ul>${about.told.map(toldItem)}</ul>`}</li>`
}

function aboutWords(about: DoorSent['about']): Html {
  if (about.type === 'signaal') return multiline(about.text)
  if (about.type === 'komst') return html`${about.title === '' ? 'Een bijeenkomst' : about.title}: ${answerWords[about.response].toLowerCase()}`
  return about.withdrawn ? html`U trok uw toestemming in.` : html`Zo mogen wij u bereiken: ${ways(about.channels)}`
}

function stateWords(state: DoorSent['state'], about: DoorSent['about']): string {
  if (about.type === 'toestemming' && about.withdrawn) return 'Geldt vanaf die dag.'
  if (state === 'nieuw') return 'Nog niet bekeken.'
  if (state === 'afgewezen') return 'Niet overgenomen.'
  return about.type === 'signaal' && about.state !== null ? signalWords[about.state] : 'Overgenomen.'
}

const toldItem = ({ on, text }: DoorTold): Html => html`<li><span class="quiet">${dutchDay(on)}</span> ${multiline(text)}</li>`

function toldPart(told: readonly DoorTold[]): Html | false {
  return told.length > 0 && html`<section aria-labelledby="h-verteld"><h2 id="h-verteld">Wat er terugkwam voor uw panel</h2><ul>${told.map(toldItem)}</ul></section>`
}

const ways = (chosen: readonly Channel[]): string => (chosen.length === 0 ? channels : chosen).map((channel) => channelNames[channel].toLowerCase()).join(', ')

function consentPart({ consent }: DoorView, problem: boolean): Html {
  const ticked = new Set<string>(consent.waiting ?? (consent.state === 'geldig' && consent.channels.length === 0 ? channels : consent.state === 'geldig' ? consent.channels : []))
  const lead = consent.state === 'geldig' ? `U gaf toestemming. Wij mogen u bereiken met: ${ways(consent.channels)}.` : 'U geeft nu geen toestemming. Wij nodigen u niet uit. Wilt u toch meedoen? Kies hieronder hoe wij u mogen bereiken.'
  return html`<section aria-labelledby="h-toestemming"><h2 id="h-toestemming">Uw toestemming</h2><p>${lead}${consent.waiting !== null && ' Uw nieuwe keuze wordt nog bekeken.'}</p>
<form method="post">${hidden('bereik')}<fieldset id="manier" tabindex="-1"${problem && trusted(' aria-describedby="manier-fout"')}><legend>Hoe mogen wij u bereiken?</legend>${problem && html`<span class="problem" id="manier-fout">Kies ten minste één manier.</span>`}
${channels.map((channel) => html`<label class="tick"><input type="checkbox" name="manier" value="${channel}"${ticked.has(channel) && trusted(' checked')}> ${channelNames[channel]}</label>`)}</fieldset><p><button type="submit" class="other">Bewaar mijn keuze</button></p></form>
${consent.state === 'geldig' && html`<form method="post">${hidden('stoppen')}<p><button type="submit" class="stop">Ik wil niet meer meedoen</button></p></form>`}</section>`
}
