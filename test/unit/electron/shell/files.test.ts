import { expect, it } from 'vitest'
import { fileFor, headersFor } from '../../../../electron/shell/files.ts'
import { contentSecurityPolicy, hallHost, hallOrigin, hallPolicy, isOurPage, rendererHost, safeLink } from '../../../../electron/shell/policy.ts'

it.each([
  ['app://gebiedsboek/', '/dist/renderer/index.html'],
  ['app://gebiedsboek/assets/a%20b.js?v=1#x', '/dist/renderer/assets/a b.js'],
])('finds %s', (address, file) => expect(fileFor('/dist/renderer', address, rendererHost)).toBe(file))

it.each([
  'app://elders/index.html',
  'app://gebiedsboek/..%2f..%2fetc/passwd',
  'app://gebiedsboek/%2e%2e%2frenderer-private/x',
  'app://gebiedsboek/%00',
  'app://gebiedsboek/%zz',
])('finds no file for %s', (address) => expect(fileFor('/dist/renderer', address, rendererHost)).toBeUndefined())

it('keeps the page for the hall apart: its own files, no request to anybody, and never taken for ours', () => {
  expect(fileFor('/dist/hall', `${hallOrigin}/`, hallHost)).toBe('/dist/hall/index.html')
  expect([fileFor('/dist/hall', 'app://gebiedsboek/index.html', hallHost), fileFor('/dist/renderer', `${hallOrigin}/`, rendererHost), fileFor('/dist/hall', `${hallOrigin}/..%2frenderer%2findex.html`, hallHost)]).toEqual([undefined, undefined, undefined])
  expect(isOurPage(`${hallOrigin}/`)).toBe(false)
  for (const part of ['connect-src', 'frame-src', 'unsafe-eval', 'blob:']) expect(hallPolicy).not.toContain(part)
  expect(hallPolicy).toContain("default-src 'none'")
})

it('sends every file with a policy that allows no inline script and no network', () => {
  const policy = headersFor('/x/index.html', contentSecurityPolicy)['Content-Security-Policy'] ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'self';")
  expect(policy).not.toContain('unsafe-eval')
})

it.each([['app://gebiedsboek/', true], ['app://gebiedsboek.example/', false], ['https://gebiedsboek/', false], ['about:blank', false]])('trusts %s: %s', (url, ours) => {
  expect(isOurPage(url)).toBe(ours)
})

it.each([
  ['https://www.voorbeeld.example/pad?x=1#y', 'https://www.voorbeeld.example/pad?x=1#y'],
  ['HTTP://Voorbeeld.example', 'http://voorbeeld.example/'],
  ['mailto:jan@voorbeeld.example?subject=Hallo', 'mailto:jan@voorbeeld.example?subject=Hallo'],
  ['mailto:jan@voorbeeld.example?subject=a&attach=/etc/passwd&Attachment=x', 'mailto:jan@voorbeeld.example?subject=a'],
])('gives the browser or mail program %s', (typed, opened) => expect(safeLink(typed)).toBe(opened))

it.each([
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' https://voorbeeld.example', 'java\nscript:alert(1)', 'file:///etc/passwd', 'FILE://server/share/x.exe', '\\\\server\\share\\x.exe', '//voorbeeld.example', 'smb://server/share',
  'data:text/html,<script>alert(1)</script>', 'vbscript:x', 'ms-msdt:/id', 'search-ms:query=x', 'ms-word:ofe|u|https://x.example', 'ssh://x', 'tel:0612345678', 'app://gebiedsboek/', 'about:blank', 'C:\\Windows\\System32\\calc.exe', '/bin/sh',
  'https://www.voorbeeld.example@boos.example/', 'https://naam:wachtwoord@boos.example/', 'https://', 'https://voorbeeld.example/a b', 'https://voorbeeld.example/"--flag', 'https://voorbeeld.example/\u0000', '', `https://voorbeeld.example/${'a'.repeat(2000)}`,
])('opens nothing for %.60j', (address) => expect(safeLink(address)).toBeUndefined())
