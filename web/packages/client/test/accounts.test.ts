/** The requests of §5 as they stand on the wire. */
import { describe, expect, it } from 'vitest'
import { type Accounts, accounts } from '../src/accounts'
import { type Administration, administration } from '../src/accounts/administration'
import { ChatError } from '../src/error'

interface Asked {
  what: string
  body?: unknown
}

function asking(answer: () => Response = () => Response.json({})) {
  const asked: Asked[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input))
    const body = typeof init?.body === 'string' ? { body: JSON.parse(init.body) as unknown } : {}
    asked.push({ what: `${init?.method ?? 'GET'} ${pathname}${search}`, ...body })
    return answer()
  }
  const options = { url: 'http://chat.test', fetch }
  return { asked, own: accounts(options), all: administration(options) }
}

const OWN: [act: (own: Accounts) => Promise<unknown>, asked: Asked][] = [
  [own => own.session(), { what: 'GET /api/v1/session' }],
  [
    own => own.signIn({ userId: 'anna', password: 'p' }),
    { what: 'POST /api/v1/session', body: { userId: 'anna', password: 'p' } },
  ],
  [own => own.signOut(), { what: 'DELETE /api/v1/session' }],
  [
    own => own.signUp({ userId: 'anna', password: 'p', link: 's' }),
    { what: 'POST /api/v1/accounts', body: { userId: 'anna', password: 'p', link: 's' } },
  ],
  [own => own.link('s'), { what: 'POST /api/v1/links', body: { link: 's' } }],
  [own => own.accept('s'), { what: 'POST /api/v1/invitations/accept', body: { link: 's' } }],
  [
    own => own.reset({ link: 's', password: 'p' }),
    { what: 'POST /api/v1/reset', body: { link: 's', password: 'p' } },
  ],
  [own => own.sessions(), { what: 'GET /api/v1/me/sessions' }],
  [own => own.endSession('ab'), { what: 'DELETE /api/v1/me/sessions/ab' }],
  [own => own.endOtherSessions(), { what: 'DELETE /api/v1/me/sessions' }],
  [
    own => own.makeToken({ name: 'robot', days: 3 }),
    { what: 'POST /api/v1/me/tokens', body: { name: 'robot', days: 3 } },
  ],
  [
    own => own.changePassword({ old: 'o', new: 'n' }),
    { what: 'POST /api/v1/me/password', body: { old: 'o', new: 'n' } },
  ],
  [own => own.setAvatar(new Blob(['x'], { type: 'image/png' })), { what: 'PUT /api/v1/me/avatar' }],
  [own => own.removeAvatar(), { what: 'DELETE /api/v1/me/avatar' }],
]

const ALL: [act: (all: Administration) => Promise<unknown>, asked: Asked][] = [
  [all => all.overview(), { what: 'GET /api/v1/admin/overview' }],
  [all => all.accounts(), { what: 'GET /api/v1/admin/accounts' }],
  [all => all.accounts('anna', 50), { what: 'GET /api/v1/admin/accounts?after=anna&limit=50' }],
  [
    all => all.addAccount({ userId: 'anna' }),
    { what: 'POST /api/v1/admin/accounts', body: { userId: 'anna' } },
  ],
  [
    all => all.changeAccount('a:b', { suspended: true }),
    { what: 'POST /api/v1/admin/accounts/a%3Ab', body: { suspended: true } },
  ],
  [all => all.resetAccount('anna'), { what: 'POST /api/v1/admin/accounts/anna/reset', body: {} }],
  [all => all.links(), { what: 'GET /api/v1/admin/links' }],
  [all => all.invite({ uses: 3 }), { what: 'POST /api/v1/admin/invitations', body: { uses: 3 } }],
  [all => all.revokeLink('ab'), { what: 'DELETE /api/v1/admin/links/ab' }],
  [all => all.channels(), { what: 'GET /api/v1/admin/channels' }],
  [
    all => all.archiveChannel('c-x', true),
    { what: 'POST /api/v1/admin/channels/c-x', body: { archived: true } },
  ],
  [all => all.reports(), { what: 'GET /api/v1/admin/reports' }],
  [all => all.settleReport(7, true), { what: 'POST /api/v1/admin/reports/7', body: { deleteMessage: true } }],
  [all => all.audit(9, 20), { what: 'GET /api/v1/admin/audit?before=9&limit=20' }],
]

describe('requests', () => {
  it.each(OWN.map(([act, expected]) => ({ act, expected })))('$expected.what', async ({ act, expected }) => {
    const { asked, own } = asking()
    await act(own)
    expect(asked).toEqual([expected])
  })

  it.each(ALL.map(([act, expected]) => ({ act, expected })))('$expected.what', async ({ act, expected }) => {
    const { asked, all } = asking()
    await act(all)
    expect(asked).toEqual([expected])
  })

  it('a refusal is a sentence, and a time to come back', async () => {
    const refusal = { type: 'error', code: 'rate-limited', message: 'Too often.', retryAfterMs: 60_000 }
    const { own } = asking(() => Response.json(refusal, { status: 429 }))
    const error = await own.signIn({ userId: 'anna', password: 'p' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ChatError)
    expect(error).toMatchObject({ message: 'Too often.', retryAfterMs: 60_000, status: 429 })
  })
})
