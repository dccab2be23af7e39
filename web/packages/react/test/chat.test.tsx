import { act, cleanup, render, screen } from '@testing-library/react'
import { createChat } from '@webchat/client'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeServer } from '../../client/test/support/FakeServer'
import { ChatProvider, useChat, useChatState, useTimeline, useTyping } from '../src'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const pass = (ms = 100) => act(() => vi.advanceTimersByTimeAsync(ms))

function chatOn(server: FakeServer) {
  return createChat({
    userId: 'alice',
    url: 'http://chat.test',
    WebSocket: server.WebSocket,
    fetch: server.fetch,
  })
}

function Texts() {
  const { items, status } = useTimeline('general')
  return <p data-testid="texts">{status === 'ready' ? items.map(({ text }) => text).join() : status}</p>
}

/** A message with its reactions, as buttons that change it. */
function Changeable() {
  const chat = useChat()
  const { items } = useTimeline('general')
  return items.map(({ key, seq, text, reactions, change }) => (
    <p key={key}>
      <button type="button" onClick={() => chat.edit('general', seq ?? 0, 'changed')}>
        {text} {change?.delivery.state}
      </button>
      <button type="button" onClick={() => chat.react('general', seq ?? 0, '👍', true)}>
        {reactions?.map(({ emoji, userIds }) => `${emoji}${userIds}`).join() ?? 'nobody'}
      </button>
    </p>
  ))
}

function Names({ onDraw }: { onDraw: (names: string) => void }) {
  onDraw(useChatState(state => state.people.map(({ name }) => name).join()))
  return null
}

function Status() {
  const { text } = useChatState(state => ({ text: `${state.status} ${state.connection.socket}` }))
  return <p data-testid="status">{text}</p>
}

function Typing() {
  return <p data-testid="typing">{useTyping('general').join()}</p>
}

function Lost() {
  useChat()
  return null
}

test('shows a conversation and follows it, in strict mode too', async () => {
  const server = new FakeServer()
  server.says('bob', 'general', 'one')
  const chat = chatOn(server)
  render(
    <StrictMode>
      <ChatProvider chat={chat}>
        <Texts />
      </ChatProvider>
    </StrictMode>,
  )
  expect(screen.getByTestId('texts').textContent).toBe('loading')
  await pass()
  expect(screen.getByTestId('texts').textContent).toBe('one')
  await act(async () => void server.says('bob', 'general', 'two'))
  await pass()
  expect(screen.getByTestId('texts').textContent).toBe('one,two')
  expect(server.sockets.filter(({ readyState }) => readyState < 2)).toHaveLength(1)
})

test('stops the chat when it goes', async () => {
  const server = new FakeServer()
  const { unmount } = render(<ChatProvider chat={chatOn(server)}>{null}</ChatProvider>)
  await pass()
  unmount()
  expect(server.sockets.filter(({ readyState }) => readyState < 2)).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('draws a component again only when its part is another one', async () => {
  const server = new FakeServer()
  server.person('bob', 'online', 'Bob')
  const drawn = vi.fn()
  render(
    <ChatProvider chat={chatOn(server)}>
      <Names onDraw={drawn} />
    </ChatProvider>,
  )
  await pass()
  drawn.mockClear()
  await act(async () => void server.says('bob', 'general', 'one'))
  await pass()
  expect(drawn).not.toHaveBeenCalled()
  await act(async () => server.person('bob', 'online', 'Bobby'))
  await pass()
  expect(drawn).toHaveBeenLastCalledWith('Bobby')
})

test('a selector may make a new object each time', async () => {
  const server = new FakeServer()
  render(
    <ChatProvider chat={chatOn(server)}>
      <Status />
    </ChatProvider>,
  )
  await pass()
  expect(screen.getByTestId('status').textContent).toBe('ready connected')
})

test('edits and reactions are shown at once, and stay when they are stored', async () => {
  const server = new FakeServer()
  server.says('alice', 'general', 'one')
  render(
    <ChatProvider chat={chatOn(server)}>
      <Changeable />
    </ChatProvider>,
  )
  await pass()
  await pass()
  server.losesMessages = true
  act(() => screen.getByText('one').click())
  act(() => screen.getByText('nobody').click())
  await pass()
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    'changed pending',
    '👍alice',
  ])
  server.losesMessages = false
  await pass(15_000)
  expect(screen.getByText('changed')).toBeDefined()
  expect(server.conversation('general').find(1)).toMatchObject({ text: 'changed', changeSeq: 3 })
})

test('shows who is typing', async () => {
  const server = new FakeServer()
  render(
    <ChatProvider chat={chatOn(server)}>
      <Typing />
    </ChatProvider>,
  )
  await pass()
  const event = { type: 'typing-update', conversationId: 'general', typingUsers: ['bob'], timestamp: 0 }
  await act(async () => server.push(event))
  await pass()
  expect(screen.getByTestId('typing').textContent).toBe('bob')
})

test('renders on a server', () => {
  const chat = chatOn(new FakeServer())
  const html = renderToString(
    <ChatProvider chat={chat}>
      <Texts />
    </ChatProvider>,
  )
  expect(html).toContain('loading')
})

test('says what is missing without a provider', () => {
  expect(() => renderToString(<Lost />)).toThrow('A ChatProvider is missing.')
})
