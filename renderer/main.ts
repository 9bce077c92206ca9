import './assets/main.css'

/** The lock that lock.js showed comes before the program: reading that in the same breath would keep the lock from the screen. A window that draws nothing does not wait. */
async function lockShown(): Promise<void> {
  if (document.getElementById('lock')?.hidden !== false) return
  await Promise.race([new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))), new Promise((late) => setTimeout(late, 200))])
}

void lockShown().then(() => import('./program.ts'))
