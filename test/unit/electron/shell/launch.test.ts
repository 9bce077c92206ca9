import { expect, it } from 'vitest'
import { readLaunch } from '../../../../electron/shell/launch.ts'

it('takes the data folder from the argument, else from the environment, else from the system', () => {
  expect(readLaunch(['app', '--user-data-dir=/a'], { GEBIEDSBOEK_DATA: '/b' }).dataFolder).toBe('/a')
  expect(readLaunch(['app'], { GEBIEDSBOEK_DATA: '/b' }).dataFolder).toBe('/b')
  expect(readLaunch(['app'], {}).dataFolder).toBeUndefined()
})
