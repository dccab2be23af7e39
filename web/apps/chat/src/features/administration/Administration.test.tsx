import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { type AccountRecord, createChat, type LinkRecord } from '@webchat/client'
import { ChatProvider } from '@webchat/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Administration } from './Administration'

const at = '2026-03-12T15:00:00Z'
const account = (userId: string, more: Partial<AccountRecord> = {}): AccountRecord => ({
  userId,
  name: userId.toUpperCase(),
  isAdmin: false,
  createdAt: at,
  lastSeenAt: at,
  ...more,
})
const link = (linkId: string, more: Partial<LinkRecord> = {}): LinkRecord => ({
  linkId,
  purpose: 'invite',
  standing: 'open',
  conversationIds: [],
  maxUses: 1,
  uses: 0,
  madeAt: at,
  expiresAt: '2099-01-01T00:00:00Z',
  ...more,
})

type Answers = Record<string, unknown>

/** Answers of the server by what is asked; the last part of a call is its body. */
function open(path: string, answers: Answers) {
  const asked: [string, unknown][] = []
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const { pathname, search } = new URL(url)
    const key = `${init?.method ?? 'GET'} ${pathname.replace('/api/v1/admin/', '')}${search}`
    asked.push([key, typeof init?.body === 'string' ? JSON.parse(init.body) : undefined])
    const answer = answers[key]
    if (answer === undefined) return Response.json({ message: `Nothing at ${key}` }, { status: 404 })
    return Response.json(answer)
  })
  history.replaceState(null, '', `/admin${path}`)
  const chat = createChat({ userId: 'anna' })
  const onSignedOut = vi.fn()
  // What the pages need of the chat is its state, so nothing is started.
  render(
    <ChatProvider chat={{ ...chat, start: () => {} }}>
      <Administration me="anna" base="/admin" onBack={() => {}} onSignedOut={onSignedOut} />
    </ChatProvider>,
  )
  return { asked, onSignedOut }
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

beforeEach(() => {
  // As browsers do it lately.
  Element.prototype.scrollIntoView = (() => Promise.resolve()) as unknown as () => void
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('people', () => {
  const page = { accounts: [account('anna', { isAdmin: true }), account('ben')], hasMore: false }

  it('are found by name and user name, also among those who were not read yet', async () => {
    open('/people', {
      'GET accounts?limit=100': { ...page, hasMore: true },
      'GET accounts?after=ben&limit=100': { accounts: [account('zoe', { name: 'Zoë' })], hasMore: false },
    })
    await screen.findByText('BEN')
    expect(screen.queryByText('Zoë')).toBe(null)
    fireEvent.input(screen.getByLabelText('Find somebody'), { target: { value: 'zoe' } })
    expect(await screen.findByText('Zoë')).toBeTruthy()
    expect(screen.queryByText('BEN')).toBe(null)
  })

  it('are suspended after a question', async () => {
    const { asked } = open('/people', {
      'GET accounts?limit=100': page,
      'POST accounts/ben': account('ben', { suspendedAt: at }),
    })
    await screen.findByText('BEN')
    press('Manage BEN')
    press('Suspend')
    const dialog = screen.getByRole('dialog', { name: 'Suspend BEN?' })
    expect(asked).toHaveLength(1)
    fireEvent.click(within(dialog).getByRole('button', { name: 'Suspend' }))
    expect(await screen.findByText('Suspended')).toBeTruthy()
    expect(asked[1]).toEqual(['POST accounts/ben', { suspended: true }])
  })

  it('can’t be suspended by themselves', async () => {
    open('/people', { 'GET accounts?limit=100': page })
    await screen.findByText('ANNA')
    press('Manage ANNA')
    expect(screen.queryByRole('button', { name: 'Suspend' })).toBe(null)
    expect(screen.getByRole('button', { name: /another password/ })).toBeTruthy()
  })

  it('are told what the server refused', async () => {
    open('/people', { 'GET accounts?limit=100': page })
    await screen.findByText('BEN')
    press('Manage BEN')
    press('Make administrator')
    press('Make administrator')
    expect((await screen.findByRole('alert')).textContent).toContain('Nothing at POST accounts/ben')
  })

  it('are added with a link for their password', async () => {
    const { asked } = open('/people', {
      'GET accounts?limit=100': page,
      'POST accounts': { path: '/reset#s3cret', link: link('1', { purpose: 'reset', userId: 'olga' }) },
    })
    await screen.findByText('BEN')
    press('Add somebody')
    fireEvent.input(screen.getByLabelText('Name'), { target: { value: 'Olga' } })
    press('Add')
    const made = await screen.findByLabelText<HTMLInputElement>('Link')
    expect(made.value).toBe(`${location.origin}/reset#s3cret`)
    expect(asked[1]).toEqual(['POST accounts', { userId: 'olga', name: 'Olga' }])
  })
})

describe('invitations', () => {
  it('are made for some people and days', async () => {
    const { asked } = open('/invitations', {
      'GET links': { links: [] },
      'POST invitations': { path: '/join#s3cret', link: link('1', { maxUses: 5 }) },
    })
    expect(await screen.findByText(/^No link is open\./)).toBeTruthy()
    press('Invite people')
    fireEvent.change(screen.getByLabelText('Who can use the link'), { target: { value: '5' } })
    fireEvent.change(screen.getByLabelText('How long it can be used'), { target: { value: '30' } })
    press('Make link')
    expect((await screen.findByLabelText<HTMLInputElement>('Link')).value).toMatch(/\/join#s3cret$/)
    expect(screen.getByText(/^Up to 5 people get an account with it\./)).toBeTruthy()
    expect(asked[1]).toEqual(['POST invitations', { uses: 5, days: 30, conversationIds: [] }])
  })

  it('are revoked', async () => {
    open('/invitations', {
      'GET links': { links: [link('1')] },
      'DELETE links/1': { links: [link('1', { standing: 'revoked' })] },
    })
    await screen.findByText('Invitation for one person')
    press('Revoke: Invitation for one person')
    expect(await screen.findByText('Revoked')).toBeTruthy()
  })
})

describe('reports', () => {
  const message = {
    id: 'm',
    text: 'Buy now',
    senderId: 'ben',
    receiverId: null,
    createdAt: at,
    conversationId: 'general',
    seq: 3,
  }
  const report = {
    reportId: 7,
    reportedBy: 'carla',
    reason: 'Advertising',
    reportedAt: at,
    conversationId: 'general',
    seq: 3,
    message,
  }

  it('are settled by deleting the message', async () => {
    const settled = {
      ...report,
      settledAt: at,
      settledBy: 'anna',
      message: { ...message, text: '', deletedAt: at },
    }
    const { asked } = open('/reports', { 'GET reports': { reports: [report] }, 'POST reports/7': settled })
    expect(await screen.findByText('Buy now')).toBeTruthy()
    press('Delete the message')
    expect(await screen.findByText('Deleted')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Delete the message' })).toBe(null)
    expect(asked[1]).toEqual(['POST reports/7', { deleteMessage: true }])
  })
})

describe('channels', () => {
  const channel = {
    conversationId: 'c-1',
    name: 'Kitchen',
    visibility: 'private',
    memberCount: 2,
    owners: ['ben'],
  }

  it('are archived and taken back', async () => {
    open('/channels', {
      'GET channels': { channels: [channel] },
      'POST channels/c-1': { ...channel, archivedAt: at },
    })
    await screen.findByText('Kitchen')
    press('Archive: Kitchen')
    expect(await screen.findByRole('button', { name: 'Take back: Kitchen' })).toBeTruthy()
  })
})

describe('the log', () => {
  it('goes back as far as there is something', async () => {
    const entry = (number: number) => ({
      number,
      at,
      by: 'anna',
      deed: 'suspended',
      userId: `user-${number}`,
    })
    open('/log', {
      'GET audit?limit=100': { entries: [entry(9)], hasMore: true },
      'GET audit?before=9&limit=100': { entries: [entry(8)], hasMore: false },
    })
    expect(await screen.findByText('anna suspended user-9')).toBeTruthy()
    press('Show older')
    expect(await screen.findByText('anna suspended user-8')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Show older' })).toBe(null)
  })
})

describe('the pages', () => {
  it('lead from one to another', async () => {
    open('/log', { 'GET audit?limit=100': { entries: [], hasMore: false }, 'GET links': { links: [] } })
    expect(await screen.findByText('Nothing was done yet.')).toBeTruthy()
    fireEvent.click(screen.getByRole('link', { name: 'Invitations' }))
    expect(await screen.findByRole('heading', { name: 'Invitations' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Invitations' }).getAttribute('aria-current')).toBe('page')
  })

  it('show numbers first, and what waits', async () => {
    const days = Array.from({ length: 14 }, (_, index) => ({ day: `2026-03-${index + 10}`, count: index }))
    open('', {
      'GET overview': {
        version: '0.1.0',
        startedAt: at,
        accounts: 48,
        usersOnline: 17,
        connections: 31,
        conversations: 212,
        messages: 4821,
        messagesLastDay: 12,
        messagesByDay: days,
        databaseBytes: 45_300_000,
        openReports: 1,
      },
    })
    expect(await screen.findByText('48')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'See reports' })).toBeTruthy()
    expect(screen.queryByText('Free on its disk')).toBe(null)
  })

  it('say who is not signed in any more', async () => {
    const { onSignedOut } = open('', {})
    await screen.findByRole('alert')
    expect(onSignedOut).not.toHaveBeenCalled()
    cleanup()
    vi.stubGlobal('fetch', async () =>
      Response.json({ code: 'unauthenticated', message: 'Sign in.' }, { status: 401 }),
    )
    const told = vi.fn()
    render(
      <ChatProvider chat={{ ...createChat({ userId: 'anna' }), start: () => {} }}>
        <Administration me="anna" base="/admin" onBack={() => {}} onSignedOut={told} />
      </ChatProvider>,
    )
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce())
  })
})
