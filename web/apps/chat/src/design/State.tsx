/** What stands in place of something that has to be read first: the shape of what comes, or why it does not. */
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Bone } from './Bone'
import { Button } from './Button'

const ROWS = ['a', 'b', 'c', 'd']

export function LinesToCome() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="flex flex-col divide-y divide-hairline border-y border-hairline"
    >
      {ROWS.map(row => (
        <div key={row} className="flex min-h-15 items-center gap-3 py-2">
          <Bone className="size-8 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Bone className="h-3 w-40" />
            <Bone className="h-3 w-24" />
          </div>
        </div>
      ))}
    </div>
  )
}

/** Something could not be read or done. */
export function Failure({ children, onRetry }: { children: ReactNode; onRetry?: (() => void) | undefined }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ui text-danger">
      <CircleAlert className="shrink-0" />
      <span className="min-w-40 flex-1">{children}</span>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  )
}

/** There is nothing of the kind. */
export function Nothing({ children }: { children: ReactNode }) {
  return (
    <p className="border-y border-hairline py-6 text-center text-ui text-pretty text-muted">{children}</p>
  )
}
