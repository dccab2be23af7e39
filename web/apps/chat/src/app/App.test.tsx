import { act, cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react'
import type { SessionState } from '@webchat/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { App } from './App'
import { takeArrivedLink } from './link'

// Parts that are loaded later take their time where much is going on.
configure({ asyncUtilTimeout: 5_000 })

/** A socket that nobody answers: what is shown must not depend on it. */
class SilentSocket extends EventTarget {
  close() {}
  send() {}
}

/** Says how it knows people, and answers nothing else. */
function serve(session: SessionState | 'nothing') {
  vi.stubGlobal('fetch', (url: string) =>
    session !== 'nothing' && String(url).endsWith('/session')
      ? Promise.resolve(Response.json(session))
      : new Promise(() => {}),
  )
}

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/')
  takeArrivedLink()
  vi.stubGlobal('WebSocket', SilentSocket)
  serve({ mode: 'open', needsSetup: false })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function comeIn(name: string) {
  fireEvent.change(await screen.findByLabelText('Your name'), { target: { value: name } })
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
    expect(await screen.findByLabelText('Your name')).toBeTruthy()
    expect(localStorage.getItem('webchat.identity')).toBe(null)
    expect(localStorage.getItem('webchat.draft.general')).toBe(null)
  })

  it('is left in all tabs when it is left in one', async () => {
    render(<App />)
    await comeIn('Anna')
    localStorage.removeItem('webchat.identity')
    fireEvent(window, new StorageEvent('storage', { key: 'webchat.identity' }))
    expect(await screen.findByLabelText('Your name')).toBeTruthy()
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

describe('where people have accounts', () => {
  const anna = { userId: 'anna', name: 'Anna', isAdmin: false }
  const password: SessionState = { mode: 'password', signUp: 'invite', needsSetup: false }
  const kept = { userId: 'anna', name: 'Anna', mode: 'password', isAdmin: false }
  const keep = (identity: object) => localStorage.setItem('webchat.identity', JSON.stringify(identity))

  it('shows nothing that may be wrong before the server has answered', () => {
    serve('nothing')
    render(<App />)
    expect(screen.queryByRole('textbox')).toBe(null)
    expect(screen.queryByRole('heading')).toBe(null)
  })

  it('does not wait for the answer where somebody was here', async () => {
    serve('nothing')
    keep(kept)
    render(<App />)
    expect((await screen.findAllByRole('status', { name: 'Connection' }))[0]).toBeTruthy()
  })

  it('lets in whom the cookie shows, and offers to sign out and no other name', async () => {
    serve({ ...password, me: anna })
    render(<App />)
    await screen.findAllByRole('status', { name: 'Connection' })
    expect(await screen.findByRole('button', { name: 'Sign out', hidden: true })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Account', hidden: true })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'Administration', hidden: true })).toBe(null)
    expect(screen.queryByRole('button', { name: 'Use another name', hidden: true })).toBe(null)
  })

  it('asks whose session has ended to sign in, under the name they had, and keeps what they wrote', async () => {
    serve(password)
    keep(kept)
    localStorage.setItem('webchat.draft.general', 'half a sentence')
    render(<App />)
    expect((await screen.findByLabelText<HTMLInputElement>('User name')).value).toBe('anna')
    expect(screen.getByText(/^You were signed out\./)).toBeTruthy()
    expect(localStorage.getItem('webchat.draft.general')).toBe('half a sentence')
  })

  it('forgets what somebody else wrote', async () => {
    serve({ ...password, me: { ...anna, userId: 'ben', name: 'Ben' } })
    keep({ ...kept, isOut: true })
    localStorage.setItem('webchat.draft.general', 'half a sentence')
    render(<App />)
    await screen.findAllByRole('status', { name: 'Connection' })
    expect(localStorage.getItem('webchat.draft.general')).toBe(null)
    expect(JSON.parse(localStorage.getItem('webchat.identity') ?? '')).toMatchObject({ userId: 'ben' })
  })

  it('says where to go while nobody administers it', async () => {
    serve({ ...password, needsSetup: true })
    render(<App />)
    expect(await screen.findByRole('heading', { name: 'This chat isn’t set up yet' })).toBeTruthy()
  })

  it('says that it is part of another app where that says who is here', async () => {
    serve({ mode: 'token', needsSetup: false })
    render(<App />)
    expect(await screen.findByRole('heading', { name: 'This chat is part of another app' })).toBeTruthy()
  })

  it('takes the secret of a link out of the address at once', async () => {
    history.replaceState(null, '', '/join#s3cret')
    takeArrivedLink()
    expect(location.href).not.toContain('s3cret')
    serve(password)
    const answer = globalThis.fetch
    const sent = vi.fn()
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (!url.endsWith('/links')) return answer(url, init)
      sent(JSON.parse(String(init.body)))
      const sight = { purpose: 'invite', madeBy: 'Carla', expiresAt: '2030-01-01T00:00:00Z' }
      return Promise.resolve(Response.json(sight))
    })
    render(<App />)
    expect(await screen.findByText('Carla invites you to this chat.')).toBeTruthy()
    expect(sent).toHaveBeenCalledWith({ link: 's3cret' })
  })

  it('says so when there is no answer, and asks again', async () => {
    vi.useFakeTimers()
    let isBroken = true
    const answer = globalThis.fetch
    vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
      isBroken ? Promise.reject(new TypeError('no network')) : answer(url, init),
    )
    render(<App />)
    await act(() => vi.advanceTimersByTimeAsync(100))
    expect(screen.getByRole('heading', { name: 'The chat can’t be reached' })).toBeTruthy()
    isBroken = false
    await act(() => vi.advanceTimersByTimeAsync(3_000))
    expect(screen.getByLabelText('Your name')).toBeTruthy()
    vi.useRealTimers()
  })
})
