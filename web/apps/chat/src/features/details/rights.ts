/** Who may do what in a group or channel, so that nobody is offered what they would be refused. The server decides. */
import type { ConversationSummary, Role } from '@webchat/client'
import { GENERAL } from '../../words'

export type Deed = 'add' | 'describe' | 'reshape' | 'appoint' | 'archive' | 'leave'

const RANK: Readonly<Record<Role, number>> = { member: 0, admin: 1, owner: 2 }

const NEEDS: Readonly<Record<Deed, Role>> = {
  add: 'admin',
  describe: 'admin',
  reshape: 'owner',
  appoint: 'owner',
  archive: 'owner',
  leave: 'member',
}

export function may(deed: Deed, { conversationId, kind, role, archivedAt }: ConversationSummary): boolean {
  if (role === undefined) return false
  // Everybody is in it: there is nobody to add, and nothing to leave.
  if (conversationId === GENERAL) return deed === 'describe' && RANK[role] >= RANK.admin
  if (archivedAt && deed !== 'leave' && deed !== 'archive') return false
  if (deed === 'add' && kind === 'group') return true
  return RANK[role] >= RANK[NEEDS[deed]]
}

export function mayRemove({ conversationId, role }: ConversationSummary, whom: Role): boolean {
  if (role === undefined || conversationId === GENERAL) return false
  return whom === 'member' ? RANK[role] >= RANK.admin : role === 'owner'
}
