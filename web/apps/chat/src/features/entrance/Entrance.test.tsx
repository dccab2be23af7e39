import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { ChatError, type LinkSight, type SessionState } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Entrance, type EntranceProps } from './Entrance'

const SESSION: SessionState = { mode: 'password', signUp: 'invite', needsSetup: false }
const HERE: SessionState = { ...SESSION, me: { userId: 'anna', name: 'Anna', isAdmin: false } }
const refusal = (code: ChatError['code'], message: string, more = {}) =>
  Promise.reject(new ChatError(message, { ...(code && { code }), status: 400, ...more }))

function enter(props: Partial<EntranceProps> = {}, own: Partial<Accounts> = {}) {
  const accounts = {
    signIn: vi.fn(async () => HERE),
    signUp: vi.fn(async () => HERE),
    reset: vi.fn(async () => HERE),
    accept: vi.fn(async () => ({ conversationIds: ['c-1'] })),
    ...own,
  } as unknown as Accounts
  const callbacks = { onSession: vi.fn(), onAccepted: vi.fn(), onLeave: vi.fn(), onLook: vi.fn() }
  const all: EntranceProps = {
    accounts,
    session: SESSION,
    was: null,
    asked: 'nothing',
    signUpHref: '/sign-up',
    ...callbacks,
    ...props,
  }
  const { rerender } = render(<Entrance {...all} />)
  const again = (next: Partial<EntranceProps>) => rerender(<Entrance {...all} {...next} />)
  return { accounts, ...callbacks, again }
}

const withLink = (sight: Omit<LinkSight, 'expiresAt'>) => ({
  link: vi.fn(async () => ({ expiresAt: '2030-01-01T00:00:00Z', ...sight })),
})

const write = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })

async function signIn(password = 'a good password') {
  write('User name', ' anna ')
  write('Password', password)
  fireEvent.click(button('Sign in'))
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: 'Signing in…' })).toBe(null))
}

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

describe('signing in', () => {
  it('needs both, and says who it is', async () => {
    const { accounts, onSession } = enter()
    expect(button('Sign in').disabled).toBe(true)
    await signIn()
    expect(accounts.signIn).toHaveBeenCalledExactlyOnceWith({ userId: 'anna', password: 'a good password' })
    expect(onSession).toHaveBeenCalledExactlyOnceWith(HERE, null)
  })

  it('tells password managers what is what', () => {
    enter()
    expect(screen.getByLabelText('User name').getAttribute('autocomplete')).toBe('username')
    expect(screen.getByLabelText('Password').getAttribute('autocomplete')).toBe('current-password')
    expect(screen.getByLabelText('Password').getAttribute('type')).toBe('password')
    fireEvent.click(button('Show password'))
    expect(screen.getByLabelText('Password').getAttribute('type')).toBe('text')
  })

  it('does not say which of the two was wrong', async () => {
    enter({}, { signIn: () => refusal('unauthenticated', 'No.') })
    await signIn()
    expect((await screen.findByRole('alert')).textContent).toBe('User name and password don’t match.')
    for (const label of ['User name', 'Password'])
      expect(screen.getByLabelText(label).getAttribute('aria-invalid')).toBe('true')
    write('Password', 'another one')
    expect(screen.getByRole('alert').textContent).toBe('')
  })

  it('says how long to wait after too many tries, and counts down', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    enter({}, { signIn: () => refusal('rate-limited', 'Too often.', { retryAfterMs: 60_000 }) })
    await signIn()
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Too many tries\. .* in 60 seconds\.$/)
    expect(button('Sign in').disabled).toBe(true)
    write('Password', 'another one')
    expect(screen.getByRole('alert').textContent).toContain('Too many tries.')
    await vi.advanceTimersByTimeAsync(20_000)
    await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/in (39|40) seconds/))
    await vi.advanceTimersByTimeAsync(41_000)
    await vi.waitFor(() => expect(button('Sign in').disabled).toBe(false))
  })

  it('says so when there is no way to the server', async () => {
    enter({}, { signIn: () => refusal(undefined, 'fetch failed', { status: 0 }) })
    await signIn()
    expect((await screen.findByRole('alert')).textContent).toContain('Couldn’t reach the server.')
  })

  it('mentions Caps Lock while it is on', () => {
    enter()
    const on = new KeyboardEvent('keydown', { key: 'A', bubbles: true })
    on.getModifierState = key => key === 'CapsLock'
    fireEvent(screen.getByLabelText('Password'), on)
    expect(screen.getByText('Caps Lock is on.')).toBeTruthy()
    fireEvent.keyDown(screen.getByLabelText('Password'), { key: 'a' })
    expect(screen.queryByText('Caps Lock is on.')).toBe(null)
  })

  it.each([
    ['closed', 'An administrator can make one for you.'],
    ['invite', 'Ask somebody who administers this chat for an invitation.'],
  ] as const)('says who gets an account where sign-up is %s', (signUp, words) => {
    enter({ session: { ...SESSION, signUp } })
    expect(screen.getByText(words, { exact: false })).toBeTruthy()
    expect(screen.queryByRole('link')).toBe(null)
  })
})

describe('getting an account', () => {
  const fill = () => {
    write('Your name', 'Anna Maria')
    write('Password', 'a good password')
  }

  it('makes a user name of the name until another one is chosen', async () => {
    const { accounts, onSession } = enter({ session: { ...SESSION, signUp: 'open' }, asked: 'sign-up' })
    expect(screen.getByText(/^At least 8 characters\./)).toBeTruthy()
    fill()
    expect(screen.getByLabelText<HTMLInputElement>('User name').value).toBe('anna-maria')
    write('User name', 'am')
    write('Your name', 'Anna M')
    fireEvent.click(button('Create account'))
    await vi.waitFor(() => expect(onSession).toHaveBeenCalledExactlyOnceWith(HERE, null))
    expect(accounts.signUp).toHaveBeenCalledExactlyOnceWith({
      userId: 'am',
      name: 'Anna M',
      password: 'a good password',
    })
  })

  it('waits for a password that is long enough, and for an id that can be one', () => {
    enter({ session: { ...SESSION, signUp: 'open' }, asked: 'sign-up' })
    fill()
    write('Password', '7 chars')
    expect(button('Create account').disabled).toBe(true)
    write('Password', '8 chars.')
    expect(button('Create account').disabled).toBe(false)
    write('User name', 'with space')
    expect(button('Create account').disabled).toBe(true)
    expect(screen.getByLabelText('User name').getAttribute('aria-invalid')).toBe('true')
  })

  it.each([
    ['conflict', 'This name is taken.', 'User name', 'This user name is taken. Choose another one.'],
    ['bad-field', 'This password is one of the first.', 'Password', 'This password is one of the first.'],
  ] as const)('says at the field what is wrong with it: %s', async (code, sentence, label, shown) => {
    const signUp = () => refusal(code, sentence)
    enter({ session: { ...SESSION, signUp: 'open' }, asked: 'sign-up' }, { signUp })
    fill()
    fireEvent.click(button('Create account'))
    expect(await screen.findByText(shown)).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByLabelText(label))
  })

  it('is not offered where it is not open', () => {
    enter({ asked: 'sign-up' })
    expect(screen.getByRole('heading', { name: 'Sign in to Webchat' })).toBeTruthy()
  })
})

describe('a link', () => {
  const asked = { secret: 's3cret' }

  it('says who invites, and lets in', async () => {
    const own = withLink({ purpose: 'invite', madeBy: 'Carla' })
    const { accounts, onSession } = enter({ asked }, own)
    expect(await screen.findByText('Carla invites you to this chat.')).toBeTruthy()
    write('Your name', 'Anna')
    write('Password', 'a good password')
    fireEvent.click(button('Join'))
    await vi.waitFor(() => expect(onSession).toHaveBeenCalledExactlyOnceWith(HERE, 'invite'))
    expect(accounts.signUp).toHaveBeenCalledWith(expect.objectContaining({ link: 's3cret' }))
  })

  it('is accepted by those who have an account, after they have signed in', async () => {
    const { accounts, onSession, onAccepted, again } = enter(
      { asked },
      withLink({ purpose: 'invite', madeBy: 'Carla' }),
    )
    fireEvent.click(await screen.findByRole('button', { name: 'I have an account' }))
    await signIn()
    expect(onSession).toHaveBeenCalledExactlyOnceWith(HERE, null)
    again({ session: HERE })
    await vi.waitFor(() => expect(onAccepted).toHaveBeenCalledExactlyOnceWith(['c-1']))
    expect(accounts.accept).toHaveBeenCalledExactlyOnceWith('s3cret')
  })

  it('asks those who are signed in', async () => {
    const { accounts, onLeave } = enter({ asked, session: HERE }, withLink({ purpose: 'invite' }))
    expect(await screen.findByRole('heading', { name: 'Join as Anna' })).toBeTruthy()
    fireEvent.click(button('Not now'))
    expect(onLeave).toHaveBeenCalledOnce()
    expect(accounts.accept).not.toHaveBeenCalled()
  })

  it('makes the first administrator', async () => {
    const { onSession } = enter({ asked }, withLink({ purpose: 'setup' }))
    expect(await screen.findByRole('heading', { name: 'Set up this chat' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'I have an account' })).toBe(null)
    write('Your name', 'Anna')
    write('Password', 'a good password')
    fireEvent.click(button('Set it up'))
    await vi.waitFor(() => expect(onSession).toHaveBeenCalledExactlyOnceWith(HERE, 'setup'))
  })

  it('sets another password', async () => {
    const { accounts, onSession } = enter({ asked }, withLink({ purpose: 'reset', userId: 'anna' }))
    expect(await screen.findByText('anna')).toBeTruthy()
    write('New password', 'a better password')
    fireEvent.click(button('Set password and sign in'))
    await vi.waitFor(() => expect(onSession).toHaveBeenCalledExactlyOnceWith(HERE, 'reset'))
    expect(accounts.reset).toHaveBeenCalledWith({ link: 's3cret', password: 'a better password' })
  })

  it('that is gone says why', async () => {
    const { onLeave } = enter({ asked }, { link: () => refusal('gone', 'This link has expired.') })
    expect(await screen.findByText('This link has expired.')).toBeTruthy()
    fireEvent.click(button('Go on without it'))
    expect(onLeave).toHaveBeenCalledOnce()
  })

  it('is looked at again when the server could not be reached', async () => {
    const link = vi
      .fn(async () => ({ purpose: 'invite', expiresAt: '2030-01-01T00:00:00Z' }) as LinkSight)
      .mockImplementationOnce(() => refusal(undefined, 'fetch failed', { status: 0 }))
    enter({ asked }, { link })
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('You are invited to this chat.')).toBeTruthy()
  })

  it('that was cut off is said to be', () => {
    enter({ asked: { secret: null } })
    expect(screen.getByRole('heading', { name: 'This link isn’t whole' })).toBeTruthy()
  })
})
