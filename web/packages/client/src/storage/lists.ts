/** The lists of an earlier visit, as they can be shown before the server has said anything. */
import type { KeepableChat } from '../kept'
import type { Person } from '../protocol.gen'
import type { ListsRecord } from './checks'

/** Shows them, unless the server was faster or tells another history. Whether they are shown. */
export function restoreLists({ replica, state }: KeepableChat, lists: ListsRecord): boolean {
  if (state.getState().status === 'ready' || (replica.epoch ?? lists.epoch) !== lists.epoch) return false
  const seenAt = new Date(lists.savedAt).toISOString()
  /** Who was there then need not be there now. */
  const away = (person: Person): Person => ({
    ...person,
    status: 'offline',
    lastSeenAt: person.lastSeenAt ?? (person.status === 'offline' ? null : seenAt),
  })
  replica.follow(lists.epoch)
  replica.people.apply(lists.people.map(away))
  replica.conversations.restore(
    lists.conversations.map(summary => ({ ...summary, peer: summary.peer && away(summary.peer) })),
  )
  replica.conversations.refreshPeers()
  return true
}
