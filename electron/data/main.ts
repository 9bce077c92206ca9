import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { userDataFrom } from './userData.ts'

// What V8 made of the code last time is kept beside what Chromium keeps of the page's; the program is loaded after this.
enableCompileCache(join(userDataFrom(process.argv), 'Code Cache', 'data'))
void import('./process.ts')
