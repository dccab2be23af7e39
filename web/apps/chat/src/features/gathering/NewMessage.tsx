/** Whom to write to. */
import type { Person, UserId } from '@webchat/client'
import { Button, Dialog } from '../../design'
import { PeoplePicker } from './PeoplePicker'

interface NewMessageProps {
  people: readonly Person[]
  onChosen: (userId: UserId) => void
  onClose: () => void
}

export function NewMessage({ people, onChosen, onClose }: NewMessageProps) {
  const choose = (userId: UserId) => {
    onClose()
    onChosen(userId)
  }
  return (
    <Dialog title="New message" onClose={onClose}>
      <PeoplePicker
        label="Find somebody by name"
        people={people}
        onFirst={choose}
        row={({ userId }, face) => (
          <button
            type="button"
            onClick={() => choose(userId)}
            className="flex min-h-12 w-full items-center rounded-control px-2 text-left outline-offset-[-2px] hover:bg-hover active:bg-pressed"
          >
            {face}
          </button>
        )}
      />
      <div className="flex justify-end">
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </Dialog>
  )
}
