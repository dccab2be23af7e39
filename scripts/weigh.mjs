// Holds what a first visit loads against its budget: gzip, in bytes. The packages are weighed by a test of their own.
import { readFileSync } from 'node:fs'
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

report('Messenger, first load', firstLoad(), 200_000)
process.exit(tooHeavy ? 1 : 0)
