import { describe, expect, it } from 'vitest'
import { readActionLine } from '#core/notes/action-line.ts'

const members = [{ id: 'fatima', name: 'Fatima Voorbeeld' }, { id: 'jan', name: 'Jan van der Proef' }, { id: 'janneke', name: 'Janneke Proefma' }]
const today = '2026-11-23' // a Monday
const read = (line: string) => readActionLine(line, members, today)

describe('a line that becomes an action', () => {
  it('gives owner and due date, in either order', () => {
    expect(read('Lampen nakijken @Fatima voor 12 dec')).toEqual({ title: 'Lampen nakijken', ownerId: 'fatima', dueOn: '2026-12-12' })
    expect(read('Lampen nakijken voor 12 dec @Fatima Voorbeeld')).toEqual({ title: 'Lampen nakijken', ownerId: 'fatima', dueOn: '2026-12-12' })
    expect(read('@Jan van der Proef belt de woningcorporatie vrijdag.')).toEqual({ title: 'belt de woningcorporatie', ownerId: 'jan', dueOn: '2026-11-27' })
    expect(read('Schouw plannen, over 2 weken')).toEqual({ title: 'Schouw plannen', ownerId: null, dueOn: '2026-12-07' })
    expect(read('Bellen @proefma morgen')).toEqual({ title: 'Bellen', ownerId: 'janneke', dueOn: '2026-11-24' })
  })

  it('leaves what it does not understand in the title', () => {
    expect(read('Vraag @Jan wat hij vindt')).toEqual({ title: 'Vraag @Jan wat hij vindt', ownerId: null, dueOn: null })
    expect(read('Mail naar info@voorbeeld.example')).toEqual({ title: 'Mail naar info@voorbeeld.example', ownerId: null, dueOn: null })
    expect(read('Bankje op de hoek')).toEqual({ title: 'Bankje op de hoek', ownerId: null, dueOn: null })
    expect(read('vrijdag')).toEqual({ title: 'vrijdag', ownerId: null, dueOn: null })
    expect(read('')).toEqual({ title: '', ownerId: null, dueOn: null })
    expect(read('x'.repeat(900)).title).toHaveLength(300)
  })
})
