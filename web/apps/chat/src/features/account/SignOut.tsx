/** Asks before one signs out here, and says so if that can't be done. */
import { useChatState } from '@webchat/react'
import { useState } from 'react'
import { Button, Dialog } from '../../design'
import { messages } from '../../words'

interface SignOutProps {
  /** Rejects if the server could not be told. */
  onSignOut: () => Promise<void>
  onClose: () => void
}

export function SignOut({ onSignOut, onClose }: SignOutProps) {
  const waiting = useChatState(state => state.waiting)
  const [state, setState] = useState<'asking' | 'doing' | 'failed'>('asking')
  const signOut = () => {
    setState('doing')
    onSignOut().catch(() => setState('failed'))
  }
  return (
    <Dialog title="Sign out of this browser?" onClose={onClose}>
      <div className="flex flex-col gap-2 text-ui text-ink-soft">
        <p>
          Its copy of your conversations and what you were writing are deleted here, in all tabs. Everything
          that was sent stays on the server.
        </p>
        {waiting > 0 && (
          <p className="text-danger">{messages(waiting)} could not be sent yet and would be lost.</p>
        )}
        {state === 'failed' && (
          <p role="alert" className="text-danger">
            Couldn’t reach the server, so you are still signed in. Try again.
          </p>
        )}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Stay</Button>
        <Button look="danger" disabled={state === 'doing'} onClick={signOut}>
          Sign out
        </Button>
      </div>
    </Dialog>
  )
}
