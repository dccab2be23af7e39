/** What a broken connection means for the person, and the way out; nothing while all is well. */
import { CloudOff, Gauge, RefreshCw } from 'lucide-react'
import { classes, TextButton } from '../../design'
import type { ConnectionWords } from './describe'

interface ConnectionBarProps {
  words: ConnectionWords
  onRetry: () => void
}

function icon({ mood, short }: ConnectionWords) {
  if (mood === 'offline') return <CloudOff size={16} />
  return short === 'Reconnecting' ? <RefreshCw size={16} /> : <Gauge size={16} />
}

function Attempt({ words, onRetry }: ConnectionBarProps) {
  const verb = words.short === 'Reconnecting' ? 'Reconnecting' : 'Trying again'
  if (words.seconds === null) return <span>{verb}…</span>
  return (
    <span className="whitespace-nowrap tabular-nums">
      {verb} in {words.seconds} s · <TextButton onClick={onRetry}>Try now</TextButton>
    </span>
  )
}

export function ConnectionBar({ words, onRetry }: ConnectionBarProps) {
  if (words.sentence === null) return null
  const attempt = <Attempt words={words} onRetry={onRetry} />
  return (
    <div
      className={classes(
        'flex shrink-0 animate-appear items-start justify-center gap-2 px-4 py-2 text-small text-ink',
        words.mood === 'offline' ? 'bg-bone' : 'bg-caution-soft',
      )}
    >
      <span className="mt-px shrink-0">{icon(words)}</span>
      <p className="flex flex-wrap gap-x-2">
        {words.short === 'Reconnecting' ? (
          <>
            {attempt} <span className="text-ink-soft">{words.sentence}</span>
          </>
        ) : (
          <>
            <span>{words.sentence}</span> {attempt}
          </>
        )}
      </p>
    </div>
  )
}
