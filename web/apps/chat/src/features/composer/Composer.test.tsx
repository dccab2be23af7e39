import { act, cleanup, fireEvent, render, renderHook, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Composer } from './Composer'
import type { Edit } from './drafts'
import { type Editing, useEditing } from './useEditing'

let editing: Editing

/** The composer with the editing of its conversation, as the page puts them together. */
function Writing({ conversationId, calls, gone }: { conversationId: string; calls: Calls; gone: boolean }) {
  editing = useEditing(conversationId)
  return (
    <Composer conversationId={conversationId} label="Message Bob" gone={gone} editing={editing} {...calls} />
  )
}

const spies = () => ({
  onSend: vi.fn(),
  onTyping: vi.fn(),
  onSave: vi.fn(),
  onDelete: vi.fn(),
  onEditLast: vi.fn((): 'begun' | 'not yet' => 'begun'),
})
type Calls = ReturnType<typeof spies>

function open(conversationId = 'alice~bob') {
  const calls = spies()
  const { rerender } = render(
    <Writing key={conversationId} conversationId={conversationId} calls={calls} gone={false} />,
  )
  const field = screen.getByRole<HTMLTextAreaElement>('textbox')
  const write = (value: string) => fireEvent.change(field, { target: { value } })
  const press = (key: string, more = {}) => fireEvent.keyDown(field, { key, ...more })
  const edit = (text: string, original = text) => {
    const next: Edit = { seq: 7, original, text }
    act(() => editing.begin(next))
  }
  const loseMessage = () =>
    rerender(<Writing key={conversationId} conversationId={conversationId} calls={calls} gone />)
  return { field, write, press, edit, loseMessage, ...calls }
}

const submit = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const strip = () => screen.getByRole('status', { name: 'Editing' }).textContent

let touch = false
beforeEach(() => {
  localStorage.clear()
  touch = false
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: touch && query.includes('coarse'),
    addEventListener: () => {},
    removeEventListener: () => {},
  }))
})
afterEach(cleanup)

describe('the composer', () => {
  it('sends with Enter, and is empty then', () => {
    const { field, write, press, onSend, onTyping } = open()
    write('hello ')
    expect(onTyping).toHaveBeenLastCalledWith(true)
    press('Enter')
    expect(onSend).toHaveBeenCalledExactlyOnceWith('hello')
    expect(onTyping).toHaveBeenLastCalledWith(false)
    expect(field.value).toBe('')
  })

  it('sends with the button', () => {
    const { write, onSend } = open()
    write('hello')
    submit('Send')
    expect(onSend).toHaveBeenCalledExactlyOnceWith('hello')
  })

  it('makes a new line with Shift+Enter, and leaves Enter to somebody who is composing a word', () => {
    const { write, press, onSend } = open()
    write('hello')
    press('Enter', { shiftKey: true })
    press('Enter', { isComposing: true })
    expect(onSend).not.toHaveBeenCalled()
  })

  it('makes a new line with Enter on touch screens', () => {
    touch = true
    const { write, press, onSend } = open()
    write('hello')
    press('Enter')
    expect(onSend).not.toHaveBeenCalled()
  })

  it('sends nothing that is empty or too long, and keeps it', () => {
    const { field, write, press, onSend } = open()
    for (const text of ['', '  \n', 'x'.repeat(10_001)]) {
      write(text)
      press('Enter')
      expect(field.value).toBe(text)
    }
    expect(onSend).not.toHaveBeenCalled()
    expect(screen.getByText(/too many. Send it in two parts/)).toBeTruthy()
  })

  it('keeps a draft for each conversation', () => {
    open('alice~bob').write('for Bob')
    cleanup()
    expect(open('alice~carol').field.value).toBe('')
    cleanup()
    expect(open('alice~bob').field.value).toBe('for Bob')
  })

  it('edits the last message with the arrow up, if nothing is written', () => {
    const { write, press, onEditLast } = open()
    write('half a sentence')
    press('ArrowUp')
    expect(onEditLast).not.toHaveBeenCalled()
    write('')
    expect(press('ArrowUp', { ctrlKey: true })).toBe(true)
    expect(onEditLast).not.toHaveBeenCalled()
    expect(press('ArrowUp')).toBe(false)
    expect(onEditLast).toHaveBeenCalledOnce()
  })

  it('says so where the last message can’t be edited yet', () => {
    const { write, press, onEditLast } = open()
    onEditLast.mockReturnValue('not yet')
    press('ArrowUp')
    expect(screen.getByText('It can be edited once it’s sent.')).toBeTruthy()
    press('a')
    write('a')
    expect(screen.queryByText('It can be edited once it’s sent.')).toBe(null)
  })
})

describe('editing', () => {
  it('takes the words of the message into the field, and saves them with Enter', () => {
    const { field, write, press, edit, onSave, onSend, onTyping } = open()
    edit('helo')
    expect(field.value).toBe('helo')
    expect(strip()).toBe('Editing your message')
    expect(document.activeElement).toBe(field)
    write('hello ')
    press('Enter')
    expect(onSave).toHaveBeenCalledExactlyOnceWith('hello')
    expect(field.value).toBe('')
    expect(strip()).toBe('')
    expect(onSend).not.toHaveBeenCalled()
    expect(onTyping).not.toHaveBeenCalled()
  })

  it('gives the draft back on Escape, and saves nothing', () => {
    const { field, write, press, edit, onSave } = open()
    write('half a sentence')
    edit('helo')
    write('something else')
    press('Escape')
    expect(field.value).toBe('half a sentence')
    expect(onSave).not.toHaveBeenCalled()
  })

  it('leaves Escape to somebody who is composing a word', () => {
    const { field, press, edit } = open()
    edit('helo')
    press('Escape', { isComposing: true })
    expect(field.value).toBe('helo')
  })

  it('just ends where nothing was changed', () => {
    const { press, edit, onSave } = open()
    edit('  two\n lines  ')
    press('Enter')
    expect(strip()).toBe('')
    expect(onSave).not.toHaveBeenCalled()
  })

  it('saves again what was refused, though nobody changed it since', () => {
    const { press, edit, onSave } = open()
    edit('hello', 'helo')
    press('Enter')
    expect(onSave).toHaveBeenCalledExactlyOnceWith('hello')
  })

  it('offers to delete what was emptied', () => {
    const { write, edit, onDelete, onSave } = open()
    edit('helo')
    write(' \n')
    expect(strip()).toMatch(/Delete the message\?/)
    submit('Delete message')
    expect(onDelete).toHaveBeenCalledOnce()
    expect(onSave).not.toHaveBeenCalled()
    expect(strip()).toBe('')
  })

  it('does not save what is too long, and keeps it', () => {
    const { field, write, press, edit, onSave } = open()
    edit('helo')
    write('x'.repeat(10_001))
    press('Enter')
    expect(onSave).not.toHaveBeenCalled()
    expect(field.value).toHaveLength(10_001)
    expect(screen.getByText('1 character too many. Shorten it.')).toBeTruthy()
  })

  it('keeps the words when the message is deleted meanwhile: they can be sent as a new one', () => {
    const { write, edit, loseMessage, onSend, onSave } = open()
    edit('helo')
    write('hello')
    loseMessage()
    expect(strip()).toMatch(/deleted meanwhile/)
    submit('Send as a new message')
    expect(onSend).toHaveBeenCalledExactlyOnceWith('hello')
    expect(onSave).not.toHaveBeenCalled()
  })

  it('survives leaving the conversation and the page', () => {
    const { edit, write } = open()
    edit('helo')
    write('hello')
    cleanup()
    expect(open('alice~carol').field.value).toBe('')
    cleanup()
    const back = open()
    expect(back.field.value).toBe('hello')
    back.press('Enter')
    expect(back.onSave).toHaveBeenCalledExactlyOnceWith('hello')
    cleanup()
    expect(open().field.value).toBe('')
  })

  it('ends with the focus where it was', () => {
    const message = document.createElement('article')
    message.dataset.message = 'm1'
    message.tabIndex = -1
    document.body.append(message)
    const { field, press, edit } = open()
    message.focus()
    edit('helo')
    expect(document.activeElement).toBe(field)
    press('Escape')
    expect(document.activeElement).toBe(message)
    message.remove()
  })

  it('does not trip over what the browser kept wrongly', () => {
    for (const kept of ['{', '3', '{"seq":"x"}']) {
      localStorage.setItem('webchat.draft.edit/general', kept)
      expect(renderHook(() => useEditing('general')).result.current.edit).toBe(null)
    }
  })
})
