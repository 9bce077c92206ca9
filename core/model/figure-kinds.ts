import { defineKind } from './define.ts'
import { anyJson, day, flag, integer, line, oneOf, prose, reference, references, words } from './field.ts'

/** What an area of a figure is. `regio`: anything above or outside the municipality, only to compare with. `eigen`: a division of the source's own. */
export const areaLevels = ['buurt', 'wijk', 'gemeente', 'regio', 'eigen'] as const
export const directions = ['neutraal', 'hogerIsBeter', 'lagerIsBeter'] as const

/** Figures of surveys and registers per area. Public statistics: no field is about a person. See docs/decisions/0026. */
export const figureKinds = {
  /** A question or count of which there are figures. Its id follows from name and unit, so that next year's file finds it again. */
  indicator: defineKind({
    scope: 'municipality', audience: 'team', writers: 'people', names: ['cijfer', 'cijfers'],
    fields: {
      name: line({ search: true }), unit: line({ max: 120 }), direction: oneOf(directions, 'neutraal'), /** heading of the source */ group: line({ search: true }), themeId: reference('theme'),
      /** years from which on it is measured another way, as text */ breaks: words(),
      /** the indicator that asks the same under another name: its figures are shown there */ sameAs: reference('indicator'),
    },
  }),
  /** One import. Its results go with it; of two imports of the same figure the newest counts. */
  surveySource: defineKind({
    scope: 'municipality', audience: 'team', writers: 'people', names: ['bron van cijfers', 'bronnen van cijfers'],
    fields: {
      name: line(), bureau: line(), fileName: line(), /** keys of the periods */ periods: words(), importedOn: day(), memberId: reference('teamMember'), provisional: flag(),
      /** the indicators of its results, in the order of their values */ indicatorIds: references('indicator'), /** roles of the columns and chosen areas */ mapping: anyJson(), /** what stood above and below the table */ remarks: prose(),
    },
  }),
  /** All figures of one import for one area in one period: a row per figure would be a hundred times as many rows. */
  surveyResult: defineKind({
    scope: 'municipality', audience: 'team', writers: 'people', names: ['uitkomst', 'uitkomsten'],
    fields: {
      sourceId: reference('surveySource'), period: line({ max: 20 }), areaCode: line({ max: 80 }), areaName: line(), level: oneOf(areaLevels, 'wijk'),
      /** by position of the indicator in its source, see `packFigure` */ values: anyJson(),
    },
  }),
  /** One row, id `FIGURE_SETTINGS_ID`: the same limits for everybody. */
  figureSettings: defineKind({
    scope: 'municipality', audience: 'team', writers: 'beheer', names: ['grens voor kleine aantallen', 'grenzen voor kleine aantallen'],
    fields: { /** below this many answers nothing is concluded */ mark: integer({ initial: 30 }), /** below this many a figure is not shown */ hide: integer({ initial: 10 }) },
  }),
} as const

/** The one row of kind figureSettings. */
export const FIGURE_SETTINGS_ID = '00000000-0000-7000-8000-000000000026'
