import { basename } from 'node:path'
import { CommandFailure, type Handlers } from '#core/contract/command.ts'
import type { FigureSourceLine, figureCommands } from '#core/contract/figures.ts'
import { MUNICIPALITY } from '#core/model/define.ts'
import { FIGURE_SETTINGS_ID } from '#core/model/figure-kinds.ts'
import { kinds, type KindName } from '#core/model/kinds.ts'
import { mayWrite } from '#core/model/may.ts'
import { foldTight } from '#core/text/fold.ts'
import type { DataContext } from '../context.ts'
import { bytesOf } from '../transfer/files.ts'
import { exportFigures } from './export.ts'
import { figureAreas, indicatorDetail, listFigures } from './list.ts'
import { newestSources, shownUnder, smallOf } from './read.ts'
import { removeSource, runFigureImport } from './run.ts'
import { FigureSession } from './session.ts'

const gebied = MUNICIPALITY

/** Figures per area: what the page shows, and how they come in and go out. */
export function figureHandlers(context: DataContext): Handlers<typeof figureCommands> {
  const { store } = context
  let open: FigureSession | undefined
  const session = (token: string): FigureSession => {
    if (open?.token !== token) throw new CommandFailure('ImportGone', 'Dit bestand is niet meer geopend. Kies het opnieuw.')
    return open
  }
  return {
    'figures.areas': () => figureAreas(store),
    'figures.list': ({ area }) => listFigures(store, area),
    'figures.detail': ({ area, indicatorId }) => indicatorDetail(store, area, indicatorId),
    'figures.saveIndicator': ({ id, fields }) => {
      mustWrite(context, 'indicator')
      if (typeof fields.sameAs === 'string') mustBeAlike(context, id, fields.sameAs)
      return store.commit([{ kind: 'indicator', id, gebied, fields }], { label: 'Cijfer gewijzigd' })
    },
    'figures.sources': () => sourceLines(context),
    'figures.removeSource': ({ id }) => { mustWrite(context, 'surveySource'); return removeSource(context, id) },
    'figures.settings': () => smallOf(store),
    'figures.saveSettings': ({ mark, hide }) => {
      mustWrite(context, 'figureSettings')
      if (hide > mark) throw new CommandFailure('LimitsCrossed', 'De grens voor tonen kan niet hoger zijn dan de grens voor vergelijken.')
      return store.commit([{ kind: 'figureSettings', id: FIGURE_SETTINGS_ID, gebied, fields: { mark, hide } }], { label: 'Grenzen voor kleine aantallen gewijzigd' })
    },
    'figures.export': (wish) => exportFigures(context, wish),
    'figures.read': async ({ name, path, bytes }) => {
      mustWrite(context, 'surveySource')
      open = await FigureSession.read(context, path === undefined ? name : basename(path), path === undefined ? Buffer.from(bytes ?? '', 'base64') : await bytesOf(path))
      return open.describe()
    },
    'figures.table': ({ token, sheet, headerRow, roles }) => session(token).open(sheet, headerRow, roles),
    'figures.preview': ({ token, choices }) => session(token).look(choices),
    'figures.cells': ({ token, area }) => session(token).cells(area),
    'figures.run': async ({ token }) => { mustWrite(context, 'surveySource'); return runFigureImport(context, session(token)) },
    'figures.cancel': ({ token }) => { session(token).signal.aborted = true; return null },
    'figures.close': ({ token }) => { if (open?.token === token) open = undefined; return null },
  }
}

/** @throws CommandFailure `NoRight` */
function mustWrite({ session }: DataContext, kind: KindName): void {
  if (mayWrite(session().role, kind)) return
  const who = kinds[kind].writers === 'beheer' ? 'De gebiedsregisseur en de functioneel beheerder' : 'De gebiedsregisseur en de medewerker OOV'
  throw new CommandFailure('NoRight', `Met uw rol kunt u geen cijfers wijzigen. ${who} kunnen dat wel.`)
}

/** @throws CommandFailure when two indicators cannot be the same question. */
function mustBeAlike({ store }: DataContext, id: string, sameAs: string): void {
  const own = store.read('indicator', id), other = store.read('indicator', sameAs)
  if (!own || !other) throw new CommandFailure('NotFound', 'Dit cijfer is er niet meer.')
  if (shownUnder(store)(sameAs) === id) throw new CommandFailure('Circle', `‘${other.name}’ hoort al bij dit cijfer.`)
  if (own.unit !== '' && other.unit !== '' && foldTight(own.unit) !== foldTight(other.unit)) throw new CommandFailure('OtherUnit', `Deze cijfers hebben een andere eenheid: ${own.unit} en ${other.unit}. Die kunnen niet samen.`)
}

function sourceLines({ store }: DataContext): FigureSourceLine[] {
  const count = store.db.prepare('SELECT count(DISTINCT areaCode) AS areas, coalesce(sum((SELECT count(*) FROM json_each(r."values") v WHERE v.type <> \'null\')), 0) AS figures FROM surveyResult r WHERE r.sourceId = ? AND r.deleted = 0')
  const who = new Map(store.rows('teamMember').map(({ id, name }) => [id, name]))
  return newestSources(store).map(({ id, name, bureau, fileName, importedOn, memberId, periods, provisional, remarks }) => ({ id, name, bureau, fileName, importedOn, who: memberId === null ? '' : (who.get(memberId) ?? ''), periods, provisional, remarks, ...(count.get(id) as { areas: number; figures: number }) }))
}
