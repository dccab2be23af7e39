// Checks that every relative link and picture in the documents leads to a file.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { encoding: 'utf8' })
const documents = listed.split('\n').filter(Boolean)
const broken = []
for (const document of documents) {
  const text = readFileSync(document, 'utf8').replace(/```[\s\S]*?```/g, '')
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:|^#/.test(target)) continue
    const path = join(dirname(document), decodeURIComponent(target.split('#')[0]))
    if (!existsSync(path)) broken.push(`${document}: ${target}`)
  }
}
if (documents.length === 0) broken.push('no documents were found')
console.log(broken.length === 0 ? `The links of ${documents.length} documents lead somewhere.` : `Broken links:\n${broken.join('\n')}`)
process.exit(broken.length === 0 ? 0 : 1)
