/** Who did what. */
import { useState } from 'react'
import { useAnswer } from '../../browser/useAnswer'
import { useDeed } from '../../browser/useDeed'
import { Button } from '../../design'
import { Column } from '../../design/Page'
import { Failure, LinesToCome, Nothing } from '../../design/State'
import { momentOf } from '../../words/ago'
import { sentenceFor } from './deeds'
import type { PartProps } from './shared'
import { useNameOf } from './useNameOf'

const PAGE = 100

export function Log({ api, onSignedOut }: PartProps) {
  const { data, failure, read, set } = useAnswer(() => api.audit(undefined, PAGE), onSignedOut)
  const [isOver, setOver] = useState(false)
  const deed = useDeed(onSignedOut)
  const nameOf = useNameOf()
  const entries = data?.entries ?? []
  const readOlder = () =>
    deed.run(async () => {
      const older = await api.audit(entries.at(-1)?.number, PAGE)
      set(known => ({ entries: [...known.entries, ...older.entries], hasMore: older.hasMore }))
      setOver(!older.hasMore)
    })
  return (
    <Column title="Log">
      {failure && <Failure onRetry={read}>{failure}</Failure>}
      {!data && !failure && <LinesToCome />}
      {data && entries.length === 0 && <Nothing>Nothing was done yet.</Nothing>}
      {entries.length > 0 && (
        <ol aria-label="Log" className="flex flex-col divide-y divide-hairline border-y border-hairline">
          {entries.map(entry => (
            <li key={entry.number} className="flex flex-wrap justify-between gap-x-4 py-2 text-ui">
              <span className="min-w-60 flex-1 wrap-anywhere">{sentenceFor(entry, nameOf)}</span>
              <time dateTime={entry.at} className="text-small text-muted tabular-nums">
                {momentOf(entry.at)}
              </time>
            </li>
          ))}
        </ol>
      )}
      {deed.failure && <Failure>{deed.failure}</Failure>}
      {data?.hasMore && !isOver && (
        <Button disabled={deed.isBusy} onClick={readOlder} className="self-center">
          Show older
        </Button>
      )}
    </Column>
  )
}
