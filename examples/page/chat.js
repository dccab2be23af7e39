/** The application's page: a conversation made of the client's snapshots. With React, `ChatProvider` and the hooks do this. */
import { createChat } from './webchat/index.js'
import { withToken } from './webchat/token.js'

const byId = id => document.getElementById(id)
const { me, chat: url } = await (await fetch('/me')).json()
if (me) talk()
else byId('sign-in').hidden = false

async function token() {
  const answer = await fetch('/token')
  if (!answer.ok) throw new Error('Signed out of the application.')
  return answer.text()
}

function talk() {
  const chat = createChat(withToken({ url, userId: me.id, token }))
  const timeline = chat.timeline('general')
  timeline.subscribe(() => byId('messages').replaceChildren(...timeline.getState().items.map(line)))
  chat.subscribe(() => {
    const isConnected = chat.getState().connection.socket === 'connected'
    byId('who').textContent = isConnected ? `You are ${me.name}.` : 'Connecting…'
  })
  byId('chat').addEventListener('submit', event => {
    event.preventDefault()
    chat.send('general', byId('text').value)
    byId('text').value = ''
  })
  byId('chat').hidden = false
  chat.start()
}

function line({ senderId, text, deleted }) {
  const item = document.createElement('li')
  item.textContent = `${senderId}: ${deleted ? '(deleted)' : text}`
  return item
}
