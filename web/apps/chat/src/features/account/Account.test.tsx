import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { ChatError, type OwnSession } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Account } from './Account'

const at = '2026-03-12T15:00:00Z'
const session = (sessionId: string, more: Partial<OwnSession> = {}): OwnSession => ({
  sessionId,
  holder: 'browser',
  label: `Browser ${sessionId}`,
  createdAt: at,
  lastUsedAt: at,
  isCurrent: false,
  ...more,
})
const SESSIONS = [
  session('1', { isCurrent: true }),
  session('2'),
  session('3'),
  session('4', { holder: 'program', label: 'robot' }),
]

async function open(own: Partial<Accounts> = {}) {
  const accounts = {
    sessions: vi.fn(async () => ({ sessions: SESSIONS })),
    endSession: vi.fn(async () => ({ closed: 1 })),
    endOtherSessions: vi.fn(async () => ({ closed: 2 })),
    makeToken: vi.fn(async () => ({ token: 'wct_secret', sessionId: '5' })),
    changePassword: vi.fn(async () => ({ closed: 2 })),
    ...own,
  } as unknown as Accounts
  const callbacks = { onBack: vi.fn(), onSignOut: vi.fn(), onSignedOut: vi.fn() }
  const me = { userId: 'anna', name: 'Anna', status: 'online', lastSeenAt: null } as const
  render(<Account accounts={accounts} me={me} {...callbacks} />)
  return { accounts, ...callbacks }
}

const browsers = () => screen.findByRole('list', { name: 'Browsers' })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const write = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })

afterEach(cleanup)

describe('where one is signed in', () => {
  it('says which browser is this one', async () => {
    const { onSignOut } = await open()
    const [mine] = within(await browsers()).getAllByRole('listitem')
    expect(mine?.textContent).toContain('This browser')
    press('Sign out of this browser')
    expect(onSignOut).toHaveBeenCalledOnce()
  })

  it('ends one of the others', async () => {
    const { accounts } = await open()
    await browsers()
    press('Sign out of Browser 2')
    await vi.waitFor(() => expect(screen.queryByText('Browser 2')).toBe(null))
    expect(accounts.endSession).toHaveBeenCalledExactlyOnceWith('2')
    expect(screen.getByText('Browser 3')).toBeTruthy()
  })

  it('ends all others after a question, and leaves programs alone', async () => {
    const { accounts } = await open()
    await browsers()
    press('Sign out everywhere else')
    const dialog = screen.getByRole('dialog', { name: 'Sign out everywhere else?' })
    expect(accounts.endOtherSessions).not.toHaveBeenCalled()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Sign out everywhere else' }))
    await vi.waitFor(() => expect(screen.queryByText('Browser 3')).toBe(null))
    expect(screen.getByText('robot')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Sign out everywhere else' })).toBe(null)
  })

  it('says so when it can’t be read, and reads it again', async () => {
    const sessions = vi
      .fn(async () => ({ sessions: SESSIONS }))
      .mockRejectedValueOnce(new ChatError('The server could not read this.', { status: 503 }))
    await open({ sessions })
    expect(await screen.findByText('The server could not read this.')).toBeTruthy()
    press('Try again')
    expect(await browsers()).toBeTruthy()
  })

  it('tells whom it concerns when nobody is signed in any more', async () => {
    const refusal = new ChatError('Sign in.', { code: 'unauthenticated', status: 401 })
    const { onSignedOut } = await open({ sessions: () => Promise.reject(refusal) })
    await vi.waitFor(() => expect(onSignedOut).toHaveBeenCalledOnce())
  })
})

describe('the password', () => {
  const change = async () => {
    await browsers()
    write('Password so far', 'the old one')
    write('New password', 'the new one')
    press('Change password')
  }

  it('is changed, and says what that did', async () => {
    const { accounts } = await open()
    await change()
    expect(
      await screen.findByText('Your password is changed. 2 other browsers were signed out.'),
    ).toBeTruthy()
    expect(accounts.changePassword).toHaveBeenCalledExactlyOnceWith({
      old: 'the old one',
      new: 'the new one',
    })
    expect(screen.getByLabelText<HTMLInputElement>('New password').value).toBe('')
  })

  it('that is wrong signs nobody out', async () => {
    const refusal = new ChatError('The name or the password is wrong.', {
      code: 'unauthenticated',
      status: 401,
    })
    const { onSignedOut } = await open({ changePassword: () => Promise.reject(refusal) })
    await change()
    expect(await screen.findByText('The password so far is not this one.')).toBeTruthy()
    expect(onSignedOut).not.toHaveBeenCalled()
  })
})

describe('programs', () => {
  it('get a token that is shown once', async () => {
    const { accounts } = await open()
    await browsers()
    press('New token')
    write('What the program is called', ' backup ')
    press('Make token')
    expect((await screen.findByLabelText<HTMLInputElement>('Token')).value).toBe('wct_secret')
    expect(accounts.makeToken).toHaveBeenCalledExactlyOnceWith({ name: 'backup', days: 90 })
    expect(accounts.sessions).toHaveBeenCalledTimes(2)
    press('Done')
    expect(document.body.innerHTML).not.toContain('wct_secret')
  })

  it('lose it again', async () => {
    const { accounts } = await open()
    await browsers()
    press('Revoke robot')
    expect(await screen.findByText('No program acts as you.')).toBeTruthy()
    expect(accounts.endSession).toHaveBeenCalledExactlyOnceWith('4')
  })
})
