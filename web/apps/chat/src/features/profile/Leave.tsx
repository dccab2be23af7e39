/** Asks before this browser forgets who is here. */
import { Button, Dialog } from '../../design'
import { messages } from '../../words'

interface LeaveProps {
  name: string
  waiting: number
  onLeave: () => void
  onClose: () => void
}

export function Leave({ name, waiting, onLeave, onClose }: LeaveProps) {
  return (
    <Dialog title="Use another name?" onClose={onClose}>
      <div className="flex flex-col gap-2 text-ui text-ink-soft">
        <p className="wrap-anywhere">
          This browser forgets that you are {name}, in all its tabs, and deletes its copy of your
          conversations. What you said stays on the server. To come back, choose the same name again.
        </p>
        {waiting > 0 && (
          <p className="text-danger">{messages(waiting)} could not be sent yet and would be lost.</p>
        )}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Stay</Button>
        <Button look="danger" onClick={onLeave}>
          Use another name
        </Button>
      </div>
    </Dialog>
  )
}
