/** More people for a conversation that is there. */
import type { Person, UserId } from '@webchat/client'
import { type FormEvent, useState } from 'react'
import { useAttempt } from '../../browser/useAttempt'
import { Button, Dialog } from '../../design'
import { DialogFoot } from '../../design/DialogFoot'
import { Refusal } from '../../design/Refusal'
import { People } from './People'

interface AddPeopleProps {
  title: string
  /** Those who are not in it. */
  people: readonly Person[]
  onAdd: (userIds: readonly UserId[]) => Promise<void>
  onClose: () => void
}

export function AddPeople({ title, people, onAdd, onClose }: AddPeopleProps) {
  const [chosen, setChosen] = useState<readonly UserId[]>([])
  const { busy, refusal, attempt } = useAttempt()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (chosen.length > 0 && (await attempt(() => onAdd(chosen)))) onClose()
  }
  return (
    <Dialog title={`Add people to ${title}`} onClose={onClose}>
      <form onSubmit={event => void submit(event)} className="flex min-h-0 flex-col gap-4">
        <People people={people} chosen={chosen} onChoose={setChosen} />
        <p className="text-small text-muted">They can read everything that was said there before.</p>
        <Refusal words={refusal} />
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={chosen.length === 0 || busy}>
            {chosen.length > 1 ? `Add ${chosen.length} people` : 'Add'}
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
