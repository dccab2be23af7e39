import type { ConversationSummary, Role } from '@webchat/client'
import { describe, expect, it } from 'vitest'
import { type Deed, may, mayRemove } from './rights'

const DEEDS: readonly Deed[] = ['add', 'describe', 'reshape', 'appoint', 'archive', 'leave']
const summary = (more: Partial<ConversationSummary>): ConversationSummary => ({
  conversationId: 'c-1',
  kind: 'channel',
  peer: null,
  head: 1,
  readSeq: 1,
  unread: 0,
  lastMessage: null,
  role: 'member',
  ...more,
})
const allowed = (more: Partial<ConversationSummary>) => DEEDS.filter(deed => may(deed, summary(more)))

describe('what is offered', () => {
  it.each<[Partial<ConversationSummary>, readonly Deed[]]>([
    [{}, ['leave']],
    [{ kind: 'group' }, ['add', 'leave']],
    [{ role: 'admin' }, ['add', 'describe', 'leave']],
    [{ role: 'owner' }, DEEDS],
    [{ role: 'owner', archivedAt: '2026-01-01T00:00:00Z' }, ['archive', 'leave']],
    [{ kind: 'group', archivedAt: '2026-01-01T00:00:00Z' }, ['leave']],
    [{ conversationId: 'general' }, []],
    [{ conversationId: 'general', role: 'admin' }, ['describe']],
  ])('in %j: %j', (more, deeds) => {
    expect(allowed(more)).toEqual(deeds)
  })

  it('removes only those below', () => {
    const whom: readonly Role[] = ['member', 'admin', 'owner']
    const removable = (role: Role) => whom.filter(other => mayRemove(summary({ role }), other))
    expect(removable('member')).toEqual([])
    expect(removable('admin')).toEqual(['member'])
    expect(removable('owner')).toEqual(whom)
  })
})
