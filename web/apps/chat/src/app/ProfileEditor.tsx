/** The profile with what becomes of it. Loaded after the page. */
import { useChatState } from '@webchat/react'
import { useMembership } from '@webchat/react/members'
import { keep, readKept } from '../browser'
import { ProfileDialog } from '../features/profile/ProfileDialog'

/** The server doesn't say what one has chosen, so this browser remembers it. */
const KEY = 'last-seen'

export function ProfileEditor({ onClose }: { onClose: () => void }) {
  const members = useMembership()
  const me = useChatState(state => state.me)
  return (
    <ProfileDialog
      me={me}
      showsLastSeen={readKept(KEY) !== 'hidden'}
      onSave={async change => {
        await members.setProfile(change)
        if (change.showLastSeen !== undefined) keep(KEY, change.showLastSeen ? null : 'hidden')
      }}
      onClose={onClose}
    />
  )
}
