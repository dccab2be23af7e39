/** The menu of a message. It is loaded after the page, and says so if that fails. */
import { useLater } from '../browser'
import { Button, Dialog } from '../design'
import type { MessageMenuProps } from '../features/message-menu'

const load = () => import('../features/message-menu').then(({ MessageMenu }) => MessageMenu)

interface LaterMenuProps {
  /** Null while it is closed. */
  open: Omit<MessageMenuProps, 'onClose'> | null
  onClose: () => void
}

export function LaterMenu({ open, onClose }: LaterMenuProps) {
  const { part: MessageMenu, failed, retry } = useLater(load, open !== null)
  if (!open) return null
  if (MessageMenu) return <MessageMenu {...open} onClose={onClose} />
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
