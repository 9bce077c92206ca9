import { expect, it } from 'vitest'
import { fileFor, headersFor } from '../../../../electron/shell/files.ts'
import { isOurPage } from '../../../../electron/shell/policy.ts'

it.each([
  ['app://gebiedsboek/', '/dist/renderer/index.html'],
  ['app://gebiedsboek/assets/a%20b.js?v=1#x', '/dist/renderer/assets/a b.js'],
])('finds %s', (address, file) => expect(fileFor('/dist/renderer', address)).toBe(file))

it.each([
  'app://elders/index.html',
  'app://gebiedsboek/..%2f..%2fetc/passwd',
  'app://gebiedsboek/%2e%2e%2frenderer-private/x',
  'app://gebiedsboek/%00',
  'app://gebiedsboek/%zz',
])('finds no file for %s', (address) => expect(fileFor('/dist/renderer', address)).toBeUndefined())

it('sends every file with a policy that allows no inline script and no network', () => {
  const policy = headersFor('/x/index.html')['Content-Security-Policy'] ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'self';")
  expect(policy).not.toContain('unsafe-eval')
})

it.each([['app://gebiedsboek/', true], ['app://gebiedsboek.example/', false], ['https://gebiedsboek/', false], ['about:blank', false]])('trusts %s: %s', (url, ours) => {
  expect(isOurPage(url)).toBe(ours)
})
