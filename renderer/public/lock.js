// Shows the lock that stands in the page, where this computer has one, before the program is read; early.ts takes over what was done at it.
if (localStorage.getItem('vault.hasLock') === 'true') {
  const lock = document.getElementById('lock')
  const theme = localStorage.getItem('vueuse-color-scheme')
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
  lock.hidden = false
  lock.querySelector('input').focus()
  lock.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault()
    lock.dataset.asked = 'open'
  })
  lock.querySelector('[data-lost]').addEventListener('click', () => { lock.dataset.asked = 'recover' })
}
