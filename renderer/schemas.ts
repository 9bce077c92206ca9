import { z } from 'zod'

z.config({ jitless: true }) // compiling schemas needs eval, which the content security policy denies

export { z }
