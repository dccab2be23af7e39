/** What one asked for: somebody to write to, a new group or channel, or more people. */
import type { NewConversation, Person, UserId } from '@webchat/client'
import { AddPeople } from './AddPeople'
import { NewChannel } from './NewChannel'
import { NewGroup } from './NewGroup'
import { NewMessage } from './NewMessage'

export type Wish = 'message' | 'group' | 'channel' | { readonly into: string }

export interface GatheringProps {
  wish: Wish
  /** Who can be chosen. */
  people: readonly Person[]
  onMessage: (userId: UserId) => void
  onCreate: (wish: NewConversation) => Promise<void>
  onAdd: (userIds: readonly UserId[]) => Promise<void>
  onClose: () => void
}

export function Gathering({ wish, people, onMessage, onCreate, onAdd, onClose }: GatheringProps) {
  if (wish === 'message') return <NewMessage people={people} onChosen={onMessage} onClose={onClose} />
  if (wish === 'group') return <NewGroup people={people} onCreate={onCreate} onClose={onClose} />
  if (wish === 'channel') return <NewChannel people={people} onCreate={onCreate} onClose={onClose} />
  return <AddPeople title={wish.into} people={people} onAdd={onAdd} onClose={onClose} />
}
