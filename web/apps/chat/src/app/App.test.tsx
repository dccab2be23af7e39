import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from './App'

/** A server that answers nothing: what is shown must not depend on it. */
class SilentSocket extends EventTarget {
  close() {}
  send() {}
}

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/')
  vi.stubGlobal('WebSocket', SilentSocket)
  vi.stubGlobal('fetch', () => new Promise(() => {}))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function comeIn(name: string) {
  fireEvent.change(screen.getByLabelText('Your name'), { target: { value: name } })
  fireEvent.click(screen.getByRole('button', { name: 'Continue' }))
}

describe('the messenger', () => {
  it('asks for a name once, and knows it the next time', () => {
    render(<App />)
    comeIn('Anna Maria')
    expect(screen.getByRole('button', { name: /^Anna Maria/ })).toBeTruthy()
    cleanup()
    render(<App />)
    expect(screen.getByRole('button', { name: /^Anna Maria/ })).toBeTruthy()
  })

  it('says that it is connecting', () => {
    render(<App />)
    comeIn('Anna')
    expect(screen.getAllByRole('status', { name: 'Connection' })[0]?.textContent).toBe('Connecting')
  })

  it('forgets the name and the drafts of one who leaves', () => {
    localStorage.setItem('webchat.draft.general', 'half a sentence')
    render(<App />)
    comeIn('Anna')
    fireEvent.click(
      screen.getAllByRole('button', { name: 'Use another name', hidden: true })[0] as HTMLElement,
    )
    const dialog = screen.getByRole('dialog', { name: 'Use another name?' })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Use another name' }))
    expect(screen.getByLabelText('Your name')).toBeTruthy()
    expect(localStorage.getItem('webchat.identity')).toBe(null)
    expect(localStorage.getItem('webchat.draft.general')).toBe(null)
  })

  it('works where the browser keeps nothing', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('denied')
    })
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('denied')
    })
    render(<App />)
    comeIn('Anna')
    expect(screen.getByRole('button', { name: /^Anna/ })).toBeTruthy()
  })
})
