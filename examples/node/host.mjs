/** A host application: it knows its people, and webchat takes its word for who they are. */
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'

const { WEBCHAT_KEY = 'chat.key', WEBCHAT_URL = 'http://127.0.0.1:3000', PORT = '4000' } = process.env
const key = readFileSync(WEBCHAT_KEY, 'utf8').trimEnd()

/** What webchat is shown: who it is, for five minutes. The client asks for the next one in time. */
function token({ id, name }) {
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1000) + 300
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: id, name, exp })}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

// An application has its people in a database and asks for a password. These two say who they are.
const people = new Map([
  ['alice', { id: 'alice', name: 'Alice' }],
  ['bob', { id: 'bob', name: 'Bob' }],
])

function signedIn(request) {
  const [, id] = /(?:^|; )user=([a-z]+)/.exec(request.headers.cookie ?? '') ?? []
  return people.get(id)
}

const files = new Map([
  ['/', 'page/index.html'],
  ['/chat.js', 'page/chat.js'],
  ['/style.css', 'page/style.css'],
])
/** The client as it was built. An application with a bundler imports the package instead. */
const client = pathname => /^\/webchat\/[\w-]+\.js$/.test(pathname) && `../web/packages/client/dist${pathname.slice(8)}`
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' }

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://host')
  const me = signedIn(request)
  if (pathname === '/sign-in' && people.has(searchParams.get('user'))) {
    const cookie = `user=${searchParams.get('user')}; Path=/; HttpOnly; SameSite=Lax`
    return response.writeHead(303, { 'Set-Cookie': cookie, Location: '/' }).end()
  }
  if (pathname === '/me') {
    const body = JSON.stringify({ me: me ?? null, chat: WEBCHAT_URL })
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
  }
  if (pathname === '/token') {
    const headers = { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' }
    return me ? response.writeHead(200, headers).end(token(me)) : response.writeHead(401, headers).end()
  }
  const file = files.get(pathname) ?? client(pathname)
  if (!file) return response.writeHead(404).end()
  const bytes = await readFile(new URL(`../${file}`, import.meta.url))
  return response.writeHead(200, { 'Content-Type': types[extname(file)] }).end(bytes)
}

const server = createServer((request, response) => {
  answer(request, response).catch(error => {
    console.error(error.message)
    response.writeHead(500).end()
  })
})
server.listen(Number(PORT), '127.0.0.1', () => {
  console.log(`Open http://127.0.0.1:${server.address().port}`)
})
