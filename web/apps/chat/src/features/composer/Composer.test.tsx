import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Composer } from './Composer'

function open(conversationId = 'alice~bob') {
  const onSend = vi.fn()
  const onTyping = vi.fn()
  render(
    <Composer
      key={conversationId}
      conversationId={conversationId}
      label="Message Bob"
      onSend={onSend}
      onTyping={onTyping}
    />,
  )
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message Bob' })
  const write = (value: string) => fireEvent.change(field, { target: { value } })
  return { field, write, onSend, onTyping }
}

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
    const { field, write, onSend, onTyping } = open()
    write('hello ')
    expect(onTyping).toHaveBeenLastCalledWith(true)
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(onSend).toHaveBeenCalledExactlyOnceWith('hello')
    expect(onTyping).toHaveBeenLastCalledWith(false)
    expect(field.value).toBe('')
  })

  it('sends with the button', () => {
    const { write, onSend } = open()
    write('hello')
    fireEvent.click(screen.getByRole('button', { name: 'Send' }))
    expect(onSend).toHaveBeenCalledExactlyOnceWith('hello')
  })

  it('makes a new line with Shift+Enter, and leaves Enter to somebody who is composing a word', () => {
    const { field, write, onSend } = open()
    write('hello')
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
    expect(onSend).not.toHaveBeenCalled()
  })

  it('makes a new line with Enter on touch screens', () => {
    touch = true
    const { field, write, onSend } = open()
    write('hello')
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(onSend).not.toHaveBeenCalled()
  })

  it('sends nothing that is empty or too long, and keeps it', () => {
    const { field, write, onSend } = open()
    for (const text of ['', '  \n', 'x'.repeat(10_001)]) {
      write(text)
      fireEvent.keyDown(field, { key: 'Enter' })
      expect(field.value).toBe(text)
    }
    expect(onSend).not.toHaveBeenCalled()
    expect(screen.getByText(/too many/)).toBeTruthy()
  })

  it('keeps a draft for each conversation', () => {
    open('alice~bob').write('for Bob')
    cleanup()
    expect(open('alice~carol').field.value).toBe('')
    cleanup()
    expect(open('alice~bob').field.value).toBe('for Bob')
  })
})
