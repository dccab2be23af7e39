// Holds what browsers load against the budgets: gzip, in bytes. The limits are the design's "must".
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const web = fileURLToPath(new URL('../web/', import.meta.url))
const gzip = text => gzipSync(text, { level: 9 }).length
let tooHeavy = false

function report(what, bytes, limit) {
  const verdict = bytes <= limit ? 'within' : 'OVER'
  console.log(`${what}: ${(bytes / 1000).toFixed(1)} kB, ${verdict} ${limit / 1000} kB`)
  tooHeavy ||= bytes > limit
}

/** Everything that the page names itself: what a first visit waits for. */
function firstLoad() {
  const dist = join(web, 'apps/chat/dist')
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(match => match[1])
  if (named.length === 0) throw new Error('the page names no scripts: is the messenger built?')
  return named.map(name => gzip(readFileSync(join(dist, name)))).reduce((sum, size) => sum + size, gzip(page))
}

/** The two packages, bundled and minified as an application would, React left out. */
function packages() {
  const folder = mkdtempSync(join(tmpdir(), 'weigh-'))
  try {
    const rolldown = join(web, 'node_modules/.bin/rolldown')
    const entry = join(folder, 'everything.js')
    const dist = name => JSON.stringify(join(web, 'packages', name, 'dist/index.js'))
    writeFileSync(entry, `export * from ${dist('client')}\nexport * from ${dist('react')}\n`)
    execFileSync(rolldown, [entry, '--minify', '--dir', join(folder, 'out'), '--external', 'react,react/jsx-runtime', '--format', 'esm'], { cwd: web, stdio: 'pipe' })
    const files = readdirSync(join(folder, 'out'))
    return files.map(name => gzip(readFileSync(join(folder, 'out', name)))).reduce((sum, size) => sum + size, 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

report('Messenger, first load', firstLoad(), 200_000)
report('@webchat/client and @webchat/react', packages(), 12_000)
process.exit(tooHeavy ? 1 : 0)
