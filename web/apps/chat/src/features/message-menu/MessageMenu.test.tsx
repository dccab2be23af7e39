import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { TimelineItem } from '@webchat/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MessageMenu } from './MessageMenu'

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

let anchor: HTMLElement

beforeEach(() => {
  anchor = document.createElement('div')
  anchor.tabIndex = 0
  document.body.append(anchor)
})
afterEach(() => {
  cleanup()
  anchor.remove()
})

function open(more: Partial<TimelineItem> = {}, beside: Element | null = anchor) {
  const actions = { onReact: vi.fn(), onEdit: vi.fn(), onDelete: vi.fn(), onReport: vi.fn() }
  const onClose = vi.fn()
  const item = { ...message, ...more }
  const page = render(
    <MessageMenu item={item} me="alice" anchor={beside} actions={actions} onClose={onClose} />,
  )
  return { item, onClose, ...actions, ...page }
}

const button = (name: string | RegExp) => screen.getByRole('button', { name, hidden: true })
const buttons = () => screen.getAllByRole('button', { hidden: true }).map(it => it.textContent)

describe('the menu beside a message', () => {
  it('reacts, and takes back what was there', () => {
    const reactions = [{ emoji: '👍', userIds: ['bob', 'alice'] }]
    const { item, onReact, onClose } = open({ reactions })
    expect(button(/thumbs up/).getAttribute('aria-pressed')).toBe('true')
    fireEvent.click(button(/thumbs up/))
    fireEvent.click(button(/red heart/))
    expect(onReact.mock.calls).toEqual([
      [item, '👍', false],
      [item, '❤️', true],
    ])
    expect(onClose).toHaveBeenCalledTimes(2)
  })

  it('takes the focus to its first emoji from the keyboard, and gives it back', () => {
    anchor.focus()
    const { unmount } = open()
    expect(document.activeElement).toBe(button(/thumbs up/))
    unmount()
    expect(document.activeElement).toBe(anchor)
  })

  it('gives the focus back to where it was before the mouse', () => {
    const field = document.createElement('textarea')
    document.body.append(field)
    field.focus()
    const { unmount } = open()
    expect(document.activeElement).toBe(screen.getByRole('dialog', { name: 'React', hidden: true }))
    unmount()
    expect(document.activeElement).toBe(field)
    field.remove()
  })

  it('closes on Escape, and when something else is pressed', () => {
    const { onClose } = open()
    fireEvent.pointerDown(button(/red heart/))
    fireEvent.pointerDown(anchor)
    expect(onClose).not.toHaveBeenCalled()
    fireEvent.pointerDown(document.body)
    expect(onClose).toHaveBeenCalledOnce()
    fireEvent.keyDown(button(/red heart/), { key: 'Escape' })
    expect(onClose).toHaveBeenCalledTimes(2)
  })

  it('finds all other emoji, and Enter picks the first that is found', async () => {
    const { item, onReact } = open()
    fireEvent.click(button('More emoji'))
    const search = screen.getByRole('searchbox', { name: 'Search emoji', hidden: true })
    fireEvent.change(search, { target: { value: 'rocket' } })
    await vi.waitFor(() => expect(buttons()).toEqual(['🚀']))
    fireEvent.keyDown(search, { key: 'Enter' })
    expect(onReact).toHaveBeenCalledExactlyOnceWith(item, '🚀', true)
  })

  it('says so where none is found', async () => {
    open()
    fireEvent.click(button('More emoji'))
    const search = screen.getByRole('searchbox', { hidden: true })
    fireEvent.change(search, { target: { value: 'xyzzy' } })
    expect(await screen.findByText(/No emoji found/)).toBeTruthy()
  })
})

describe('the sheet', () => {
  const words = () => buttons().filter(text => text?.includes(' '))

  it('offers what one may do', () => {
    open({}, null)
    expect(words()).toEqual(['Edit message', 'Copy text', 'Delete message'])
    cleanup()
    open({ senderId: 'bob' }, null)
    expect(words()).toEqual(['Copy text', 'Report message'])
  })

  it('offers to copy what is still on its way, and nothing else', () => {
    open({ seq: null, delivery: { state: 'pending' } }, null)
    expect(words()).toEqual(['Copy text'])
    expect(screen.queryByRole('button', { name: /thumbs up/, hidden: true })).toBe(null)
  })

  it('closes, then does it', () => {
    const { item, onEdit, onDelete, onClose } = open({}, null)
    fireEvent.click(button('Edit message'))
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(item)
    fireEvent.click(button('Delete message'))
    expect(onDelete).toHaveBeenCalledExactlyOnceWith(item)
    expect(onClose).toHaveBeenCalledTimes(2)
  })

  it('copies, also where the browser has no clipboard for the page', async () => {
    const copy = vi.fn(() => true)
    vi.stubGlobal('navigator', { ...navigator, clipboard: undefined })
    Object.assign(document, { execCommand: copy })
    open({}, null)
    fireEvent.click(button('Copy text'))
    expect(await screen.findByText('Copied')).toBeTruthy()
    expect(copy).toHaveBeenCalledExactlyOnceWith('copy')
    copy.mockReturnValue(false)
    cleanup()
    open({}, null)
    fireEvent.click(button('Copy text'))
    expect(await screen.findByText('Couldn’t copy')).toBeTruthy()
    vi.unstubAllGlobals()
  })
})
