/** The browsers that are signed in. */
import type { OwnSession } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '../../browser'
import { useDeed } from '../../browser/useDeed'
import { Button, Dialog } from '../../design'
import { Line, Lines, Section, Tag } from '../../design/Section'
import { Failure } from '../../design/State'
import { ago, dateOf } from '../../words/ago'

export interface SessionsProps {
  accounts: Accounts
  sessions: readonly OwnSession[]
  onRemoved: (gone: (sessionId: string) => boolean) => void
  onStale: () => void
  onSignedOut: () => void
}

export function Sessions(props: SessionsProps & { onSignOut: () => void }) {
  const { accounts, sessions, onRemoved, onSignedOut, onSignOut } = props
  const [isAsking, setAsking] = useState(false)
  const deed = useDeed(onSignedOut)
  const now = useNow(60_000)
  const others = sessions.filter(({ isCurrent }) => !isCurrent)
  const end = (sessionId: string) =>
    deed.run(async () => {
      await accounts.endSession(sessionId)
      onRemoved(id => id === sessionId)
    })
  const endOthers = () => {
    setAsking(false)
    deed.run(async () => {
      await accounts.endOtherSessions()
      onRemoved(id => others.some(({ sessionId }) => sessionId === id))
    })
  }
  return (
    <Section
      title="Where you are signed in"
      lead="A browser that is not used for 30 days is signed out by itself."
    >
      {deed.failure && <Failure>{deed.failure}</Failure>}
      <Lines label="Browsers">
        {sessions.map(({ sessionId, label, createdAt, lastUsedAt, isCurrent }) => (
          <Line
            key={sessionId}
            face={<MonitorSmartphone className="text-muted" />}
            title={
              <>
                {label} {isCurrent && <Tag look="accent">This browser</Tag>}
              </>
            }
            actions={
              <Button
                disabled={deed.isBusy}
                aria-label={isCurrent ? 'Sign out of this browser' : `Sign out of ${label}`}
                onClick={() => (isCurrent ? onSignOut() : end(sessionId))}
              >
                Sign out
              </Button>
            }
          >
            {isCurrent ? 'In use now' : `Last used ${ago(lastUsedAt, now)}`}, signed in since{' '}
            {dateOf(createdAt)}
          </Line>
        ))}
      </Lines>
      {others.length > 0 && (
        <Button
          look="danger"
          disabled={deed.isBusy}
          onClick={() => setAsking(true)}
          className="-ml-4 self-start"
        >
          Sign out everywhere else
        </Button>
      )}
      {isAsking && (
        <Dialog title="Sign out everywhere else?" onClose={() => setAsking(false)}>
          <p className="text-ui text-ink-soft">
            All browsers but this one have to sign in again. Programs keep their tokens.
          </p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button look="danger" onClick={endOthers}>
              Sign out everywhere else
            </Button>
          </div>
        </Dialog>
      )}
    </Section>
  )
}
