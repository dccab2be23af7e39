/** Links that let people in, and those for another password. */
import type { MadeLink } from '@webchat/client'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '../../browser'
import { useAnswer } from '../../browser/useAnswer'
import { useDeed } from '../../browser/useDeed'
import { Button } from '../../design'
import { Column } from '../../design/Page'
import { Lines, Section } from '../../design/Section'
import { Failure, LinesToCome, Nothing } from '../../design/State'
import { LinkLine } from './LinkLine'
import { MadeLinkDialog } from './MadeLinkDialog'
import { NewInvitation } from './NewInvitation'
import type { PartProps } from './shared'

export function Invitations({ api, onSignedOut }: PartProps) {
  const { data, failure, read, set } = useAnswer(() => api.links(), onSignedOut)
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<MadeLink | null>(null)
  const deed = useDeed(onSignedOut)
  const now = useNow(60_000)
  const open = data?.links.filter(({ standing }) => standing === 'open') ?? []
  const ended = data?.links.filter(({ standing }) => standing !== 'open') ?? []
  const revoke = (linkId: string) =>
    deed.run(async () => {
      const fresh = await api.revokeLink(linkId)
      set(() => fresh)
    })
  return (
    <Column
      title="Invitations"
      action={
        <Button look="primary" onClick={() => setMaking(true)}>
          <Plus /> Invite people
        </Button>
      }
    >
      {failure && <Failure onRetry={read}>{failure}</Failure>}
      {deed.failure && <Failure>{deed.failure}</Failure>}
      {!data && !failure && <LinesToCome />}
      {data && open.length === 0 && (
        <Nothing>No link is open. An invitation is a link that lets people get an account.</Nothing>
      )}
      {open.length > 0 && (
        <Lines label="Open links">
          {open.map(link => (
            <LinkLine key={link.linkId} link={link} now={now} isBusy={deed.isBusy} onRevoke={revoke} />
          ))}
        </Lines>
      )}
      {ended.length > 0 && (
        <Section title="Ended">
          <Lines label="Links that have ended">
            {ended.map(link => (
              <LinkLine key={link.linkId} link={link} now={now} isBusy onRevoke={null} />
            ))}
          </Lines>
        </Section>
      )}
      {isMaking && (
        <NewInvitation
          api={api}
          onSignedOut={onSignedOut}
          onClose={() => setMaking(false)}
          onMade={link => {
            setMaking(false)
            setMade(link)
            read()
          }}
        />
      )}
      {made && <MadeLinkDialog made={made} onClose={() => setMade(null)} />}
    </Column>
  )
}
