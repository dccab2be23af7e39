/** All channels, private ones too; nothing of what is said in them. */
import type { ChannelRecord } from '@webchat/client'
import { Hash, Lock } from 'lucide-react'
import { useNow } from '../../browser'
import { useAnswer } from '../../browser/useAnswer'
import { useDeed } from '../../browser/useDeed'
import { Button } from '../../design'
import { Column } from '../../design/Page'
import { Line, Lines, Tag } from '../../design/Section'
import { Failure, LinesToCome, Nothing } from '../../design/State'
import { ago } from '../../words/ago'
import type { PartProps } from './shared'
import { useNameOf } from './useNameOf'

export function Channels({ api, onSignedOut }: PartProps) {
  const { data, failure, read, set } = useAnswer(() => api.channels(), onSignedOut)
  const deed = useDeed(onSignedOut)
  const now = useNow(60_000)
  const nameOf = useNameOf()
  const archive = ({ conversationId, archivedAt }: ChannelRecord) =>
    deed.run(async () => {
      const fresh = await api.archiveChannel(conversationId, !archivedAt)
      set(known => ({
        channels: known.channels.map(old => (old.conversationId === conversationId ? fresh : old)),
      }))
    })
  return (
    <Column title="Channels">
      {failure && <Failure onRetry={read}>{failure}</Failure>}
      {deed.failure && <Failure>{deed.failure}</Failure>}
      {!data && !failure && <LinesToCome />}
      {data?.channels.length === 0 && <Nothing>There are no channels yet. Anybody can begin one.</Nothing>}
      {data && data.channels.length > 0 && (
        <Lines label="Channels">
          {data.channels.map(channel => (
            <ChannelLine
              key={channel.conversationId}
              {...{ channel, now, nameOf }}
              isBusy={deed.isBusy}
              onArchive={() => archive(channel)}
            />
          ))}
        </Lines>
      )}
    </Column>
  )
}

interface ChannelLineProps {
  channel: ChannelRecord
  now: number
  nameOf: (userId: string) => string
  isBusy: boolean
  onArchive: () => void
}

function ChannelLine({ channel, now, nameOf, isBusy, onArchive }: ChannelLineProps) {
  const { name, visibility, memberCount, owners, archivedAt, lastChangeAt } = channel
  const Face = visibility === 'private' ? Lock : Hash
  const label = archivedAt ? 'Take back' : 'Archive'
  return (
    <Line
      face={<Face className="text-muted" />}
      title={
        <>
          <span dir="auto">{name}</span>
          {visibility === 'private' && <Tag>Private</Tag>}
          {archivedAt && <Tag>Archived</Tag>}
        </>
      }
      actions={
        <Button disabled={isBusy} aria-label={`${label}: ${name}`} onClick={onArchive}>
          {label}
        </Button>
      }
    >
      {memberCount === 1 ? '1 member' : `${memberCount} members`}
      {owners.length > 0 && `, owned by ${owners.map(nameOf).join(', ')}`}
      {lastChangeAt ? `, last active ${ago(lastChangeAt, now)}` : ', nothing said yet'}
    </Line>
  )
}
