/** Before it is known who is here, and when that can't be found out. */
import { useEffect, useState } from 'react'
import { Blank, Button, Dots } from '../design'

/** An answer that comes sooner is not waited for, as people see it. */
const PATIENCE_MS = 600

export function Waiting() {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <main className="grid h-full place-items-center bg-surface">
      {isLong && (
        <p role="status" className="flex animate-appear items-center gap-3 text-ui text-muted">
          <Dots /> Connecting
        </p>
      )}
    </main>
  )
}

export function Unreachable({ onRetry }: { onRetry: () => void }) {
  return (
    <main className="flex h-full bg-surface">
      <Blank title="The chat can’t be reached" heading="h1">
        <p>Your connection may be down, or the server. It is tried again by itself.</p>
        <Button look="primary" onClick={onRetry}>
          Try now
        </Button>
      </Blank>
    </main>
  )
}
