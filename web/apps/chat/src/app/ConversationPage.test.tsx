import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createChat } from '@webchat/client'
import { ChatProvider, useChatState } from '@webchat/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeServer } from '../../../../packages/client/test/support/FakeServer'
import { ConversationPage } from './ConversationPage'
import { findPlace } from './place'

const ROW_PX = 50
/** Without the space below them. */
const WORDS_PX = 38
const VIEW_PX = 500

const isScroller = (element: HTMLElement) => element.getAttribute('role') === 'log'

/** Where a row begins in the window: the rows stand below each other in a box that is moved. */
function topOf(row: HTMLElement): number {
  const box = row.parentElement as HTMLElement
  const start = Number.parseFloat(/translateY\((.*)px\)/.exec(box.style.transform)?.[1] ?? '0')
  return start + [...box.children].indexOf(row) * ROW_PX - scroller().scrollTop
}

/** There is no layout here: every row is as high as the others, and the list is a window upon them. */
function layOut() {
  const define = (name: string, get: (this: HTMLElement) => number) =>
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get })
  define('offsetHeight', function () {
    return isScroller(this) ? VIEW_PX : ROW_PX
  })
  define('offsetWidth', () => 700)
  define('clientHeight', () => VIEW_PX)
  define('scrollHeight', function () {
    return Number.parseFloat((this.firstElementChild as HTMLElement | null)?.style.height ?? '0')
  })
}

function measure(this: HTMLElement): DOMRect {
  if (isScroller(this)) return new DOMRect(0, 0, 700, VIEW_PX)
  return this.dataset.index ? new DOMRect(0, topOf(this), 700, ROW_PX) : new DOMRect()
}

let active = true

beforeEach(() => {
  vi.useFakeTimers()
  layOut()
  active = true
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(measure)
  vi.spyOn(HTMLElement.prototype, 'scrollTo').mockImplementation(function (this: HTMLElement, to) {
    const most = this.scrollHeight - VIEW_PX
    this.scrollTop = Math.max(0, Math.min(most, (to as ScrollToOptions | undefined)?.top ?? 0))
    setTimeout(() => this.dispatchEvent(new Event('scroll')))
  })
  vi.spyOn(document, 'hasFocus').mockImplementation(() => active)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  for (const name of ['offsetHeight', 'offsetWidth', 'clientHeight', 'scrollHeight'])
    Reflect.deleteProperty(HTMLElement.prototype, name)
})

/** In small steps, for what was drawn is looked at after each. */
async function pass(ms: number) {
  for (let passed = 0; passed < ms; passed += 50) await act(() => vi.advanceTimersByTimeAsync(50))
}

function Page() {
  const state = useChatState()
  const place = findPlace(state, 'general')
  if (!place) return null
  const nothing = () => {}
  return <ConversationPage place={place} onRemove={nothing} onBack={nothing} indicator={null} notice={null} />
}

async function opening(count: number, read: number, server = new FakeServer(), fetch = server.fetch) {
  for (let i = 1; i <= count; i++) server.says('bob', 'general', `number ${i}.`)
  server.obey('alice', { type: 'read', conversationId: 'general', seq: read })
  const { WebSocket } = server
  const chat = createChat({ userId: 'alice', url: 'http://chat.test', WebSocket, fetch })
  render(
    <ChatProvider chat={chat}>
      <Page />
    </ChatProvider>,
  )
  await pass(2_000)
  return { server, readSeq: () => chat.getState().conversations[0]?.readSeq }
}

const scroller = () => screen.getByRole('log')
const rows = () => [...scroller().querySelectorAll<HTMLElement>('[data-index]')]

const numberOf = (row: Element) => Number(/number (\d+)\./.exec(row.textContent ?? '')?.[1])

/** The numbers of the messages that are in the window from their beginning to their end. */
function inView(): number[] {
  const isInView = (row: HTMLElement) => topOf(row) >= 0 && topOf(row) + WORDS_PX <= VIEW_PX
  return rows().filter(isInView).map(numberOf)
}

async function scrollTo(top: number) {
  scroller().scrollTop = top
  fireEvent.scroll(scroller())
  await pass(1_000)
}

/** The number of the message under the unread line, if that is drawn. */
function lineAbove(): number | undefined {
  const row = screen.queryByText('New')?.closest('[data-index]')
  return row ? numberOf(row) : undefined
}

it('opens where the unread messages begin, pages above the newest one, and reads only what is in view', async () => {
  const { server, readSeq } = await opening(300, 180)
  expect(lineAbove()).toBe(181)
  expect(inView()).toContain(181)
  expect(readSeq()).toBe(inView().at(-1))
  expect(server.commands.at(-1)).toMatchObject({ type: 'read', seq: inView().at(-1) })
})

it('reads on as it is scrolled, and never back', async () => {
  const { readSeq } = await opening(300, 180)
  const top = scroller().scrollTop
  await scrollTo(top + 1_000)
  const seen = inView().at(-1)
  expect(seen).toBeGreaterThan(200)
  expect(readSeq()).toBe(seen)
  await scrollTo(top)
  expect(readSeq()).toBe(seen)
  await scrollTo(scroller().scrollHeight - VIEW_PX)
  await scrollTo(scroller().scrollHeight - VIEW_PX)
  expect(readSeq()).toBe(300)
})

it('reads nothing while nobody looks', async () => {
  active = false
  const { readSeq } = await opening(300, 180)
  await scrollTo(scroller().scrollTop + 1_000)
  expect(readSeq()).toBe(180)
  active = true
  fireEvent(window, new Event('focus'))
  await pass(1_000)
  expect(readSeq()).toBe(inView().at(-1))
})

it('opens at the oldest message that was read from the server when there are too many', async () => {
  const { readSeq } = await opening(900, 10)
  expect(lineAbove()).toBe(401)
  expect(inView()).toContain(401)
  // Older ones have come above it since, and moved it by less than a row.
  expect((readSeq() ?? 0) - (inView().at(-1) ?? 0)).toBeOneOf([0, 1])
  await scrollTo(0)
  await scrollTo(0)
  expect(inView()[0]).toBeLessThan(401)
  expect(lineAbove() ?? 401).toBe(401)
})

it('opens at the end when everything was read, and at the beginning when nothing was', async () => {
  const first = await opening(300, 300)
  expect(inView().at(-1)).toBe(300)
  expect(lineAbove()).toBe(undefined)
  expect(first.readSeq()).toBe(300)
  cleanup()
  await opening(40, 0)
  expect(inView()[0]).toBe(1)
})

it('is not taken to the end by what is said while it is being read', async () => {
  const server = new FakeServer()
  const { readSeq } = await opening(300, 180, server, async (input, init) => {
    const answer = await server.fetch(input, init)
    if (String(input).includes('/messages')) await new Promise(resolve => setTimeout(resolve, 2_000))
    return answer
  })
  server.says('bob', 'general', 'number 301.')
  await pass(1_500)
  expect(screen.queryByText('number 301.')).toBe(null)
  await pass(10_000)
  expect(lineAbove()).toBe(181)
  expect(readSeq()).toBe(inView().at(-1))
})
