/** Programs that act as the user, each by a token of its own. */
import { Bot, Plus } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '../../browser'
import { useDeed } from '../../browser/useDeed'
import { Button } from '../../design'
import { Line, Lines, Section } from '../../design/Section'
import { Failure, Nothing } from '../../design/State'
import { ago, ahead } from '../../words/ago'
import { NewProgram } from './NewProgram'
import type { SessionsProps } from './Sessions'

export function Programs({ accounts, sessions, onRemoved, onStale, onSignedOut }: SessionsProps) {
  const [isMaking, setMaking] = useState(false)
  const deed = useDeed(onSignedOut)
  const now = useNow(60_000)
  const revoke = (sessionId: string) =>
    deed.run(async () => {
      await accounts.endSession(sessionId)
      onRemoved(id => id === sessionId)
    })
  return (
    <Section
      title="Programs"
      lead="A token lets a script or a bot act as you. It reads and writes what you can, and can’t change your account."
      action={
        <Button onClick={() => setMaking(true)} className="-mr-2">
          <Plus /> New token
        </Button>
      }
    >
      {deed.failure && <Failure>{deed.failure}</Failure>}
      {sessions.length === 0 && <Nothing>No program acts as you.</Nothing>}
      {sessions.length > 0 && (
        <Lines label="Programs">
          {sessions.map(({ sessionId, label, createdAt, lastUsedAt, expiresAt }) => (
            <Line
              key={sessionId}
              face={<Bot className="text-muted" />}
              title={label}
              actions={
                <Button
                  look="danger"
                  disabled={deed.isBusy}
                  aria-label={`Revoke ${label}`}
                  onClick={() => revoke(sessionId)}
                >
                  Revoke
                </Button>
              }
            >
              {lastUsedAt === createdAt ? 'Not used yet' : `Last used ${ago(lastUsedAt, now)}`},{' '}
              {expiresAt ? `ends ${ahead(expiresAt, now)}` : 'has no end'}
            </Line>
          ))}
        </Lines>
      )}
      {isMaking && (
        <NewProgram
          accounts={accounts}
          onMade={onStale}
          onSignedOut={onSignedOut}
          onClose={() => setMaking(false)}
        />
      )}
    </Section>
  )
}
