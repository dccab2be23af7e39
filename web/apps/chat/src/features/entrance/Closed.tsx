/** Where there is no way in, or not this one: what is so, and what to do. */
import type { ReactNode } from 'react'
import { Button } from '../../design'
import { Doorway } from './Doorway'

interface ClosedProps {
  title: string
  children: ReactNode
  action?: { label: string; run: () => void } | undefined
}

export function Closed({ title, children, action }: ClosedProps) {
  return (
    <Doorway title={title} lead={children}>
      {action && (
        <Button look="primary" onClick={action.run} className="min-h-12! text-message">
          {action.label}
        </Button>
      )}
    </Doorway>
  )
}

export function InsideAnother() {
  return (
    <Closed title="This chat is part of another app">
      Open it there. That app says who you are, so there is nothing to sign in to here.
    </Closed>
  )
}

export function NeedsSetup({ onLook }: { onLook: () => void }) {
  return (
    <Closed title="This chat isn’t set up yet" action={{ label: 'Look again', run: onLook }}>
      When the server was started it printed a link. Whoever opens that becomes the first administrator, and
      can invite everybody else.
    </Closed>
  )
}
