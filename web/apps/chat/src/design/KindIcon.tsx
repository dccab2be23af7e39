/** What stands in for a face where a conversation is no person: everybody may come in, only some, or it is a small circle. */
import type { ConversationSummary } from '@webchat/client'
import { Hash, Lock, Users } from 'lucide-react'

interface KindIconProps {
  of: Pick<ConversationSummary, 'kind' | 'visibility'> | null
  size?: number
}

export function KindIcon({ of, size = 18 }: KindIconProps) {
  const Icon = of?.kind === 'group' ? Users : of?.visibility === 'private' ? Lock : Hash
  return <Icon size={size} />
}
