/** Everybody who has an account. */
import type { MadeLink } from '@webchat/client'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '../../browser'
import { Button, TextField } from '../../design'
import { Column } from '../../design/Page'
import { Lines } from '../../design/Section'
import { Failure, LinesToCome, Nothing } from '../../design/State'
import { AddPerson } from './AddPerson'
import { MadeLinkDialog } from './MadeLinkDialog'
import { PersonLine } from './PersonLine'
import type { PartProps } from './shared'
import { usePeople } from './usePeople'

export function People({ api, me, onSignedOut }: PartProps) {
  const [query, setQuery] = useState('')
  const [isAdding, setAdding] = useState(false)
  const [made, setMade] = useState<MadeLink | null>(null)
  const people = usePeople(api, query, onSignedOut)
  const now = useNow(60_000)
  const { accounts, status, failure } = people
  return (
    <Column
      title="People"
      action={
        <Button look="primary" onClick={() => setAdding(true)}>
          <UserPlus /> Add somebody
        </Button>
      }
    >
      <TextField
        label="Find somebody"
        type="search"
        name="people"
        autoComplete="off"
        spellCheck={false}
        placeholder="Name or user name"
        value={query}
        onText={setQuery}
      />
      {accounts.length > 0 && (
        <Lines label="People">
          {accounts.map(account => (
            <PersonLine
              key={account.userId}
              {...{ api, account, now, onSignedOut }}
              isMe={account.userId === me}
              onChanged={people.put}
              onLink={setMade}
            />
          ))}
        </Lines>
      )}
      {failure && <Failure onRetry={people.readMore}>{failure}</Failure>}
      {status === 'reading' && <LinesToCome />}
      {status === 'all' && accounts.length === 0 && <Nothing>Nobody is called like this.</Nothing>}
      {status === 'more' && (
        <Button onClick={people.readMore} className="self-center">
          Show more
        </Button>
      )}
      {isAdding && (
        <AddPerson
          api={api}
          onSignedOut={onSignedOut}
          onClose={() => setAdding(false)}
          onAdded={link => {
            setAdding(false)
            setMade(link)
            people.restart()
          }}
        />
      )}
      {made && <MadeLinkDialog made={made} onClose={() => setMade(null)} />}
    </Column>
  )
}
