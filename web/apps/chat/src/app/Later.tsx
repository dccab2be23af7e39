/** A part of the program that is loaded after the page, and says so if that fails. */
import type { ComponentType } from 'react'
import { useLater } from '../browser'
import { Button, Dialog } from '../design'

interface LaterProps<Props> {
  /** The same function each time. */
  load: () => Promise<ComponentType<Props & { onClose: () => void }>>
  /** What it is shown with; null while it is closed. */
  open: Props | null
  onClose: () => void
}

export function Later<Props extends object>({ load, open, onClose }: LaterProps<Props>) {
  const { part: Part, failed, retry } = useLater(load, open !== null)
  if (!open) return null
  if (Part) return <Part {...open} onClose={onClose} />
  if (!failed) return null
  return (
    <Dialog title="This couldn’t be loaded" onClose={onClose}>
      <p className="text-ui text-ink-soft">
        It needs a connection the first time. If it has one, loading the page again helps.
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Not now</Button>
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
      </div>
    </Dialog>
  )
}
