import { defineKind, type FieldsOf } from './define.ts'
import { attachmentTypes } from '../attachments/types.ts'
import { anyJson, blobText, day, degrees, fingerprint, flag, integer, line, localTime, moment, oneOf, prose, reference, references, words, type Field } from './field.ts'
import { roles } from './access.ts'
import { doorKinds } from './door-kinds.ts'
import { figureKinds } from './figure-kinds.ts'

export const meetingKinds = ['wijkpanel', 'buurtbakkie', 'bewonersinitiatief', 'raadsinformatie', 'teamoverleg'] as const
/** What became of an agenda item; 'blijftOpen' is proposed for the next meeting. */
export const agendaOutcomes = ['onbekend', 'behandeld', 'blijftOpen'] as const
export const meetingStates = ['gepland', 'bezig', 'afgerond', 'geannuleerd'] as const
export const actionStates = ['open', 'bezig', 'deelsGedaan', 'gedaan', 'kanNiet', 'nietVanOns'] as const
export const closedStates = ['gedaan', 'kanNiet', 'nietVanOns'] as const satisfies readonly (typeof actionStates)[number][]
export const responses = ['geen', 'komt', 'afgemeld'] as const
export const presences = ['onbekend', 'aanwezig', 'laat', 'afwezig'] as const
/** Minutes for the team, and without what points at a person. */
export const minutesEditions = ['intern', 'openbaar'] as const
export const channels = ['email', 'telefoon', 'post'] as const
/** How a choice is made: so many stickers or points each, or one vote. */
export const choiceMethods = ['stickers', 'punten', 'stem'] as const
/** How it is counted: a line per table, a line per paper without a name, or the whole room at once. */
export const choiceCountings = ['tafels', 'briefjes', 'zaal'] as const
export const choiceStates = ['concept', 'open', 'gesloten'] as const
export const priorityStates = ['gekozen', 'loopt', 'bereikt', 'losgelaten'] as const
export const signalStates = ['nieuw', 'opgepakt', 'overgedragen', 'afgehandeld', 'geenActie'] as const
export const signalSources = ['panel', 'buurtbakkie', 'inDeWijk', 'enquete', 'digitaalFormulier', 'meldingVanInwoner'] as const
export const signalWeights = ['licht', 'hinderlijk', 'ernstig'] as const
/** What photos and files can belong to: only kinds that everyone of the gebied may see, because everyone of the gebied gets the photo. */
export const attachmentSubjects = ['meeting', 'action', 'signal'] as const
export const consentSources = ['veiligheidsmonitor', 'aanTafel', 'formulier', 'telefoon', 'email', 'anders'] as const

/**
 * Every synced kind, said once. SQLite columns, wire validation, the list of personal fields, who receives what and
 * the full-text index are derived from this record. Adding a field is one line here plus a migration.
 *
 * Ids are UUIDv7 made by the client, except where two laptops must arrive at the same row without talking:
 * `contactDetails.id = contact.id`, `note.id` = id of its agenda item or meeting, and `panelMembership` and
 * `attendance` use `derivedId` (ids.ts).
 */
export const kinds = {
  gebied: defineKind({
    scope: 'municipality', audience: 'team', writers: 'beheer', names: ['gebied', 'gebieden'],
    fields: { name: line({ search: true }), /** index into the fixed colour set of the renderer, 0–7 */ color: integer(), position: integer() },
  }),
  wijk: defineKind({
    scope: 'municipality', audience: 'team', writers: 'beheer', names: ['wijk', 'wijken'],
    fields: { /** CBS code, WK0361.. */ code: line({ max: 20 }), name: line({ search: true }), gebiedId: reference('gebied'), /** GeoJSON geometry or null; its own member `source` names who made the border */ geometry: anyJson() },
  }),
  buurt: defineKind({
    scope: 'municipality', audience: 'team', writers: 'beheer', names: ['buurt', 'buurten'],
    fields: { /** CBS code, BU0361.... */ code: line({ max: 20 }), name: line({ search: true }), wijkCode: line({ max: 20 }), geometry: anyJson() },
  }),
  teamMember: defineKind({
    scope: 'municipality', audience: 'team', writers: 'beheer', names: ['teamlid', 'teamleden'],
    fields: { name: line({ search: true }), role: oneOf(roles, 'regisseur'), gebiedIds: references('gebied'), email: line(), /** account on the server, '' for somebody without one */ userId: line({ max: 64 }) },
  }),
  theme: defineKind({ scope: 'municipality', audience: 'team', writers: 'team', names: ['thema', "thema's"], fields: { name: line({ search: true }), /** the hoofdthema of a subthema; null for a hoofdthema */ parentId: reference('theme') } }),
  /** One row, id `HOUSE_STYLE_ID`. */
  houseStyle: defineKind({
    scope: 'municipality', audience: 'team', writers: 'beheer', names: ['huisstijl', 'huisstijlen'],
    fields: { municipality: line(), /** data URL of a PNG, JPEG or SVG, or '' */ logo: blobText(), accent: line({ max: 9 }), footer: line(), sender: line() },
  }),
  consentText: defineKind({
    scope: 'municipality', audience: 'team', writers: 'beheer', names: ['toestemmingstekst', 'toestemmingsteksten'],
    fields: { version: line({ max: 40 }), text: prose(), validFrom: day() },
  }),

  panel: defineKind({
    scope: 'gebied', audience: 'people', writers: 'people', names: ['panel', 'panels'],
    fields: { name: line({ search: true }), wijkCode: line({ max: 20 }), remarks: prose({ search: true }) },
  }),
  contact: defineKind({
    scope: 'gebied', audience: 'people', writers: 'people', names: ['contact', 'contacten'],
    fields: {
      salutation: line({ personal: true, max: 40 }), initials: line({ personal: true, max: 40 }), firstName: line({ personal: true, search: true }),
      prefix: line({ personal: true, search: true, max: 60 }), lastName: line({ personal: true, search: true }), organisation: line({ personal: true, search: true }),
      labels: words({ search: true }), wijkCode: line({ max: 20 }), buurtCode: line({ max: 20 }), remarks: prose({ personal: true, search: true }),
    },
  }),
  /** Same id as its contact. A kind of its own, so that not seeing it means not receiving it. */
  contactDetails: defineKind({
    scope: 'gebied', audience: 'details', writers: 'people', names: ['contactgegevens', 'contactgegevens'],
    fields: {
      /** E.164 where it could be read, otherwise as typed */ phone: line({ personal: true, search: true, max: 60 }), phone2: line({ personal: true, search: true, max: 60 }),
      email: line({ personal: true, search: true }), street: line({ personal: true, search: true }), houseNumber: line({ personal: true, search: true, max: 20 }),
      houseNumberAddition: line({ personal: true, max: 20 }), postcode: line({ personal: true, search: true, max: 20 }), city: line({ personal: true, search: true }),
    },
  }),
  panelMembership: defineKind({
    scope: 'gebied', audience: 'people', writers: 'people', names: ['panellidmaatschap', 'panellidmaatschappen'],
    fields: { panelId: reference('panel'), contactId: reference('contact'), since: day(), until: day() },
  }),
  consent: defineKind({
    scope: 'gebied', audience: 'details', writers: 'people', names: ['toestemming', 'toestemmingen'],
    fields: {
      contactId: reference('contact'), givenOn: day({ personal: true }), source: oneOf(consentSources, 'anders', { personal: true }), textVersion: line({ max: 40 }),
      channels: words({ personal: true }), withdrawnOn: day({ personal: true }), withdrawnHow: line({ personal: true }),
      /** what stood here before each correction, oldest first; see `ConsentCorrection` */ corrections: anyJson({ personal: true }),
    },
  }),

  meeting: defineKind({
    scope: 'gebied', audience: 'team', writers: 'people', names: ['bijeenkomst', 'bijeenkomsten'],
    fields: {
      kind: oneOf(meetingKinds, 'wijkpanel'), title: line({ search: true }), startsAt: localTime(), endsAt: localTime(), place: line({ search: true }), address: line({ search: true }),
      panelId: reference('panel'), state: oneOf(meetingStates, 'gepland'), wijkCode: line({ max: 20 }),
      /** ICS SEQUENCE: raised when time or place change after the invitation went out */ sequence: integer(), invitation: prose(),
      /** for the sheet of the room: the way there, how the room is set up, what to bring */ route: prose(), room: prose(), bring: prose(),
    },
  }),
  agendaItem: defineKind({
    scope: 'gebied', audience: 'team', writers: 'people', names: ['agendapunt', 'agendapunten'],
    fields: {
      meetingId: reference('meeting'), title: line({ search: true }), /** fractional index, sorts as text */ position: line({ max: 100 }), minutes: integer({ initial: 10 }), ownerId: reference('teamMember'), intro: prose({ search: true }),
      outcome: oneOf(agendaOutcomes, 'onbekend'), /** the meeting that left this open, and the row there */ fromMeetingId: reference('meeting'), fromKind: line({ max: 40 }), fromId: line({ max: 64 }),
    },
  }),
  /** An agenda to begin with, for every gebied. Its items are one value: two people who change one template choose between two whole agendas. */
  agendaTemplate: defineKind({
    scope: 'municipality', audience: 'team', writers: 'people', names: ['agendasjabloon', 'agendasjablonen'],
    fields: { name: line(), kind: oneOf(meetingKinds, 'wijkpanel'), /** `TemplateItem[]`, see core/meetings/template.ts */ items: anyJson() },
  }),
  attendance: defineKind({
    scope: 'gebied', audience: 'people', writers: 'people', names: ['aanwezigheid', 'aanwezigheden'],
    fields: {
      meetingId: reference('meeting'), /** exactly one of contactId and memberId is set */ contactId: reference('contact'), memberId: reference('teamMember'), invitedOn: day(), response: oneOf(responses, 'geen'),
      presence: oneOf(presences, 'onbekend'), arrivedAt: localTime(), walkIn: flag(),
    },
  }),
  /** Rich text: the body is a Yjs document (sync/notes), keyed by this id. Same id as its agenda item or meeting. */
  note: defineKind({
    scope: 'gebied', audience: 'people', writers: 'people', names: ['notitie', 'notities'],
    fields: { meetingId: reference('meeting'), agendaItemId: reference('agendaItem'), generation: integer() },
  }),
  decision: defineKind({
    scope: 'gebied', audience: 'team', writers: 'people', names: ['besluit', 'besluiten'],
    fields: { meetingId: reference('meeting'), agendaItemId: reference('agendaItem'), noteId: reference('note'), text: prose({ search: true }), decidedOn: day() },
  }),
  action: defineKind({
    scope: 'gebied', audience: 'team', writers: 'team', names: ['actie', 'acties'],
    fields: {
      title: line({ search: true }), description: prose({ search: true }), ownerId: reference('teamMember'), dueOn: day(), terugkoppelingOn: day(), state: oneOf(actionStates, 'open'),
      /** why it was closed, or closed without terugkoppeling */ reason: prose({ search: true }), closedOn: day(), /** promised to residents */ promise: flag(),
      meetingId: reference('meeting'), agendaItemId: reference('agendaItem'), noteId: reference('note'), panelId: reference('panel'), contactIds: references('contact'), themeIds: references('theme'), priorityIds: references('priority'),
      wijkCode: line({ max: 20 }), buurtCode: line({ max: 20 }), createdOn: day(), /** what it was made for */ signalIds: references('signal'),
    },
  }),
  /** What is experienced where. Never about a person: there is no field that could point at one (PRIVACY 6). */
  signal: defineKind({
    scope: 'gebied', audience: 'team', writers: 'team', names: ['signaal', 'signalen'],
    fields: {
      text: prose({ search: true }), themeIds: references('theme'), wijkCode: line({ max: 20 }), buurtCode: line({ max: 20 }), /** address or spot, in words */ place: line({ search: true }), lat: degrees(90), lon: degrees(180),
      occurredAt: localTime(), source: oneOf(signalSources, 'inDeWijk'), weight: oneOf(signalWeights, 'hinderlijk'), state: oneOf(signalStates, 'nieuw'), /** why it got this state */ reason: prose({ search: true }),
      /** number and day at the report desk for public space */ deskNumber: line({ max: 60, search: true }), handedOverOn: day(),
      /** signals about the same; kept on both sides */ signalIds: references('signal'), meetingId: reference('meeting'), agendaItemId: reference('agendaItem'), noteId: reference('note'), createdBy: reference('teamMember'),
    },
  }),
  /** History of an action: who changed what, from what to what. Written by the action commands in the same transaction. */
  actionChange: defineKind({
    scope: 'gebied', audience: 'team', writers: 'team', appendOnly: true, names: ['wijziging', 'wijzigingen'],
    fields: { actionId: reference('action'), field: line({ max: 60 }), before: anyJson(), after: anyJson(), memberId: reference('teamMember'), at: moment() },
  }),
  terugkoppeling: defineKind({
    scope: 'gebied', audience: 'team', writers: 'team', names: ['terugkoppeling', 'terugkoppelingen'],
    fields: { actionId: reference('action'), /** who was told, in words */ toWhom: line({ search: true }), panelId: reference('panel'), contactIds: references('contact'), how: line(), what: prose({ search: true }), /** `what` without what points at a person, for the digital door; '' where nobody could take that out */ publicText: prose(), toldOn: day(), memberId: reference('teamMember') },
  }),
  /** A question that residents answer together at a meeting. Never who chose what. */
  choice: defineKind({
    scope: 'gebied', audience: 'team', writers: 'people', names: ['keuze', 'keuzes'],
    fields: {
      meetingId: reference('meeting'), agendaItemId: reference('agendaItem'), question: line({ search: true }), method: oneOf(choiceMethods, 'stickers'), /** stickers or points that each has; 1 when each has one vote */ perVoter: integer({ initial: 3 }),
      counting: oneOf(choiceCountings, 'tafels'), tables: integer({ initial: 4 }), /** 0: as many as are present */ voters: integer(), state: oneOf(choiceStates, 'concept'), closedOn: day(), /** why more was counted than can be */ reason: prose({ search: true }),
    },
  }),
  choiceOption: defineKind({
    scope: 'gebied', audience: 'team', writers: 'people', names: ['mogelijkheid', 'mogelijkheden'],
    fields: { choiceId: reference('choice'), title: line(), /** fractional index, sorts as text */ position: line({ max: 100 }), themeId: reference('theme'), /** of the figure that it came from, as in a priority */ figure: anyJson() },
  }),
  /** One cell of the count, so that two laptops that count different tables both keep theirs. Id: `voteId`. */
  vote: defineKind({
    scope: 'gebied', audience: 'team', writers: 'team', names: ['telling', 'tellingen'],
    fields: { choiceId: reference('choice'), /** number of the table, id of a paper, or 'zaal' */ stack: line({ max: 64 }), /** null: blank */ optionId: reference('choiceOption'), count: integer() },
  }),
  /** What a panel chose to be dealt with first. */
  priority: defineKind({
    scope: 'gebied', audience: 'team', writers: 'people', names: ['prioriteit', 'prioriteiten'],
    fields: {
      panelId: reference('panel'), wijkCode: line({ max: 20 }), themeId: reference('theme'), title: line({ search: true }), /** 1 is first; equal ranks are shared */ rank: integer(), points: integer(), meetingId: reference('meeting'), choiceId: reference('choice'),
      decidedOn: day(), /** `{ indicatorId, wijkCode, year }` of the figure that it is about, or null */ figure: anyJson(), state: oneOf(priorityStates, 'gekozen'),
    },
  }),
  /** A photo or file. The bytes are no part of the row: they follow it, by their SHA-256 (decision 0022). */
  attachment: defineKind({
    scope: 'gebied', audience: 'team', writers: 'team', names: ['bijlage', 'bijlagen'],
    fields: {
      subjectKind: oneOf(attachmentSubjects, 'action'), subjectId: line({ max: 64 }), name: line({ personal: true, search: true }), caption: line({ personal: true, search: true }), mimeType: oneOf(attachmentTypes, 'image/jpeg'),
      byteSize: integer(), sha256: fingerprint(), /** pixels; 0 for what is no photo */ width: integer(), height: integer(), takenOn: localTime({ personal: true }), /** 'lat, lon' in degrees, only where somebody asked for it; see core/attachments/exif.ts */ location: line({ personal: true, max: 40 }),
      addedBy: reference('teamMember'), addedAt: moment(),
    },
  }),
  minutes: defineKind({
    scope: 'gebied', audience: 'people', writers: 'people', appendOnly: true, names: ['verslag', 'verslagen'],
    fields: { meetingId: reference('meeting'), version: integer({ initial: 1 }), edition: oneOf(minutesEditions, 'intern'), /** complete self-contained HTML as frozen */ html: blobText({ search: false }), finalisedAt: moment(), memberId: reference('teamMember') },
  }),
  /** Viewing details, exporting, printing and erasing are logged; never secrets, never the data itself. */
  accessLog: defineKind({
    scope: 'gebied', audience: 'details', writers: 'team', appendOnly: true, names: ['logregel', 'logregels'],
    fields: { act: oneOf(['bekeken', 'geexporteerd', 'afgedrukt', 'gewist'] as const, 'bekeken'), objectKind: line({ max: 40 }), objectId: line({ max: 64 }), purpose: line(), count: integer(), outcome: line({ max: 40 }), memberId: reference('teamMember'), device: line({ max: 40 }), at: moment(), /** of an erasure: how much of what, see `ErasureCounts` */ counts: anyJson() },
  }),
  ...figureKinds,
  ...doorKinds,
  /**
   * A losing value of two writes that did not see each other, or an edit under a tombstone. Only the server makes these.
   * Its audience is that of `subjectKind`.
   */
  conflict: defineKind({
    scope: 'gebied', audience: 'team', writers: 'team', names: ['verschil', 'verschillen'],
    fields: {
      subjectKind: line({ max: 40 }), subjectId: line({ max: 64 }), type: oneOf(['field', 'editAfterDelete'] as const, 'field'), field: line({ max: 60 }), value: anyJson({ personal: true }),
      losingStamp: line({ max: 40 }), winningStamp: line({ max: 40 }), losingUser: line({ max: 64 }), winningUser: line({ max: 64 }), resolved: flag(),
    },
  }),
} as const

export type KindName = keyof typeof kinds
export type FieldsByKind = { readonly [K in KindName]: FieldsOf<(typeof kinds)[K]> }
/** A row as commands answer it: its fields plus what every row has. */
export type Row<K extends KindName> = FieldsByKind[K] & { readonly id: string; readonly gebied: string }

export const kindNames = Object.keys(kinds) as KindName[]
export const isKindName = (name: string): name is KindName => Object.hasOwn(kinds, name)
/** The fields of a kind as a plain record, for code that walks over them. */
export const fieldsOf = (kind: KindName): Readonly<Record<string, Field>> => kinds[kind].fields

/** The kinds of the whole municipality that are managed under Instellingen. */
export const areaKinds = ['gebied', 'wijk', 'buurt', 'teamMember', 'theme', 'consentText'] as const satisfies readonly KindName[]
export type AreaKind = (typeof areaKinds)[number]

/** The one row of kind houseStyle. */
export const HOUSE_STYLE_ID = '00000000-0000-7000-8000-000000000001'
