import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { Change, TimelineItem } from '@webchat/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MessageRow } from './MessageRow'
import { buildRows } from './rows'

const message: TimelineItem = {
  key: 'alice/m1',
  id: 'm1',
  senderId: 'alice',
  text: 'hello',
  createdAt: '2026-03-12T15:00:00Z',
  seq: 1,
  deleted: false,
  delivery: { state: 'sent' },
}
const names: Record<string, string> = { ada: 'Ada', bob: 'Bob' }

function show(more: Partial<TimelineItem> = {}) {
  const actions = {
    onDelete: vi.fn(),
    onEdit: vi.fn(),
    onReact: vi.fn(),
    onPick: vi.fn(),
    onMenu: vi.fn(),
    onRetry: vi.fn(),
    onDiscard: vi.fn(),
  }
  const item = { ...message, ...more }
  const [row] = buildRows([item], 'alice', null)
  if (!row) throw new Error('There is no row.')
  render(
    <MessageRow
      row={row}
      author="Alice"
      picture={undefined}
      readers={{ me: 'alice', nameOf: userId => names[userId] ?? userId }}
      named
      today={0}
      unfolded={false}
      onUnfold={() => {}}
      active
      editing={false}
      actions={actions}
    />,
  )
  return { item, ...actions }
}

const article = () => screen.getByRole('article')
const button = (name: string) => screen.getByRole('button', { name })
const press = (name: string) => fireEvent.click(button(name))

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: true }))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('what changed is a line, and no message', () => {
  show({ text: '', senderId: 'bob', notice: { what: 'added', userIds: ['ada', 'alice'] } })
  expect(screen.getByText(/^Bob added Ada and you/)).toBeTruthy()
  expect(screen.queryByRole('article')).toBe(null)
  expect(screen.queryByRole('button')).toBe(null)
})

describe('a message', () => {
  it('says that it was edited, and when', () => {
    show({ editedAt: '2026-03-12T16:30:00Z' })
    expect(article().getAttribute('aria-label')).toMatch(/, edited$/)
    expect(screen.getByText(/^edited/).getAttribute('title')).toMatch(/^Edited Thursday/)
    cleanup()
    show({ editedAt: '2026-03-12T16:30:00Z', deleted: true, text: '' })
    expect(screen.queryByText(/^edited/)).toBe(null)
    expect(article().getAttribute('aria-label')).not.toMatch(/edited/)
  })

  it('offers what one may do with it', () => {
    const { item, onEdit, onPick, onDelete } = show()
    press('Edit message')
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(item)
    press('React')
    expect(onPick).toHaveBeenCalledExactlyOnceWith(item, button('React'))
    button('Delete message').focus()
    press('Delete message')
    expect(onDelete).toHaveBeenCalledExactlyOnceWith(item)
    expect(document.activeElement).toBe(article())
  })

  it('offers to react and a menu where somebody else said it, and nothing where it is gone or on its way', () => {
    const offered = () => screen.queryAllByRole('button').map(it => it.getAttribute('aria-label'))
    show({ senderId: 'bob' })
    expect(offered()).toEqual(['React', 'More actions', null])
    cleanup()
    show({ deleted: true, text: '' })
    expect(offered()).toEqual([])
    cleanup()
    show({ seq: null, delivery: { state: 'pending' } })
    expect(offered()).toEqual([])
  })
})

describe('a reaction', () => {
  const reactions = [
    { emoji: '👍', userIds: ['ada', 'bob'] },
    { emoji: '🎉', userIds: ['alice'] },
  ]

  it('tells how many it is from and who they are, and which is one’s own', () => {
    show({ reactions })
    expect(button('Ada and Bob reacted with 👍, 2').textContent).toBe('👍2')
    expect(button('Ada and Bob reacted with 👍, 2').getAttribute('aria-pressed')).toBe('false')
    expect(button('You reacted with 🎉, 1').getAttribute('aria-pressed')).toBe('true')
  })

  it('is joined and taken back by pressing it', () => {
    const { item, onReact } = show({ reactions })
    press('Ada and Bob reacted with 👍, 2')
    press('You reacted with 🎉, 1')
    expect(onReact.mock.calls).toEqual([
      [item, '👍', true],
      [item, '🎉', false],
    ])
  })

  it('leaves the focus at the message where it goes itself', () => {
    show({ reactions })
    button('Ada and Bob reacted with 👍, 2').focus()
    press('Ada and Bob reacted with 👍, 2')
    expect(document.activeElement).toBe(button('Ada and Bob reacted with 👍, 2'))
    button('You reacted with 🎉, 1').focus()
    press('You reacted with 🎉, 1')
    expect(document.activeElement).toBe(article())
  })

  it('names who reacted while it is pointed at, until Escape', async () => {
    show({ reactions })
    fireEvent.pointerEnter(button('You reacted with 🎉, 1').parentElement as Element, {
      pointerType: 'mouse',
    })
    expect(await screen.findByText('You reacted with 🎉')).toBeTruthy()
    fireEvent.keyDown(window, { key: 'Escape' })
    expect(screen.queryByText('You reacted with 🎉')).toBe(null)
  })

  it('names who reacted when it is held with a finger, and lifting that changes nothing', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    show({ reactions })
    const chip = button('You reacted with 🎉, 1')
    fireEvent.pointerDown(chip, { pointerType: 'touch', clientX: 5, clientY: 5 })
    fireEvent.pointerMove(chip, { clientX: 8, clientY: 8 })
    await act(() => vi.advanceTimersByTimeAsync(500))
    expect(await screen.findByText('You reacted with 🎉')).toBeTruthy()
    expect(fireEvent.touchEnd(chip)).toBe(false)
    // A finger that moves wants to scroll.
    fireEvent.pointerDown(window, { pointerType: 'touch' })
    fireEvent.pointerDown(chip, { pointerType: 'touch', clientX: 5, clientY: 5 })
    fireEvent.pointerMove(chip, { clientX: 5, clientY: 40 })
    await act(() => vi.advanceTimersByTimeAsync(500))
    expect(screen.queryByText('You reacted with 🎉')).toBe(null)
    expect(fireEvent.touchEnd(chip)).toBe(true)
  })
})

describe('a change that the server did not make', () => {
  const place = { conversationId: 'general', seq: 1 }
  const failed = (command: Change['command'], reason = 'this text is too long'): Partial<TimelineItem> => ({
    change: { id: 'c1', command, delivery: { state: 'failed', reason } },
  })

  it('says which one and why, and the ways on', () => {
    const { item, onRetry, onDiscard, onEdit } = show(failed({ type: 'edit', ...place, text: 'x' }))
    expect(article().textContent).toContain('Couldn’t save your edit.')
    expect(article().textContent).toContain('This text is too long.')
    press('Try again')
    expect(onRetry).toHaveBeenCalledExactlyOnceWith('c1')
    press('Edit again')
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(item)
    press('Discard')
    expect(onDiscard).toHaveBeenCalledExactlyOnceWith('c1')
  })

  it.each([
    ['Couldn’t add 👍.', { type: 'react', ...place, emoji: '👍', on: true }],
    ['Couldn’t take 👍 back.', { type: 'react', ...place, emoji: '👍', on: false }],
    ['Couldn’t delete this message.', { type: 'delete', ...place }],
  ] as const)('%s', (words, command) => {
    show(failed(command))
    expect(article().textContent).toContain(words)
    expect(screen.queryByRole('button', { name: 'Edit again' })).toBe(null)
  })

  it('is nothing to speak of while it is on its way', () => {
    show({
      change: {
        id: 'c1',
        command: { type: 'edit', ...place, text: 'x' },
        delivery: { state: 'pending' },
      },
    })
    expect(article().textContent).not.toContain('Couldn’t')
    expect(screen.getByRole('img', { name: 'Saving' })).toBeTruthy()
  })

  it('is told from a message that could not be sent', () => {
    const { onRetry } = show({ seq: null, delivery: { state: 'failed', reason: '' } })
    expect(article().textContent).toContain('Couldn’t send.')
    press('Try again')
    expect(onRetry).toHaveBeenCalledExactlyOnceWith('m1')
  })
})
