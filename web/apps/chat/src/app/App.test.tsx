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

async function comeIn(name: string) {
  fireEvent.change(screen.getByLabelText('Your name'), { target: { value: name } })
  fireEvent.click(screen.getByRole('button', { name: 'Continue' }))
  await screen.findAllByRole('status', { name: 'Connection' })
}

describe('the messenger', () => {
  it('asks for a name once, and knows it the next time', async () => {
    render(<App />)
    await comeIn('Anna Maria')
    expect(screen.getByRole('button', { name: /^Anna Maria/ })).toBeTruthy()
    cleanup()
    render(<App />)
    expect(await screen.findByRole('button', { name: /^Anna Maria/ })).toBeTruthy()
  })

  it('says that it is connecting', async () => {
    render(<App />)
    await comeIn('Anna')
    expect(screen.getAllByRole('status', { name: 'Connection' })[0]?.textContent).toBe('Connecting')
  })

  it('forgets the name and the drafts of one who leaves', async () => {
    localStorage.setItem('webchat.draft.general', 'half a sentence')
    render(<App />)
    await comeIn('Anna')
    fireEvent.click(screen.getByRole('button', { name: /^Anna/ }))
    fireEvent.click((await screen.findByText('Use another name')).closest('button') as HTMLElement)
    const dialog = screen.getByRole('dialog', { name: 'Use another name?' })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Use another name' }))
    expect(screen.getByLabelText('Your name')).toBeTruthy()
    expect(localStorage.getItem('webchat.identity')).toBe(null)
    expect(localStorage.getItem('webchat.draft.general')).toBe(null)
  })

  it('is left in all tabs when it is left in one', async () => {
    render(<App />)
    await comeIn('Anna')
    localStorage.removeItem('webchat.identity')
    fireEvent(window, new StorageEvent('storage', { key: 'webchat.identity' }))
    expect(screen.getByLabelText('Your name')).toBeTruthy()
  })

  it('works where the browser keeps nothing, and says so once', async () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('denied')
    })
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('denied')
    })
    render(<App />)
    await comeIn('Anna')
    expect(screen.getByRole('button', { name: /^Anna/ })).toBeTruthy()
    fireEvent.click((await screen.findAllByRole('button', { name: 'Got it' }))[0] as HTMLElement)
    cleanup()
    render(<App />)
    await screen.findByRole('button', { name: /^Anna/ })
    expect(screen.queryByText(/doesn’t keep data/)).toBe(null)
  })
})
