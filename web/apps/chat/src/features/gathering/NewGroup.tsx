/** A small circle: who is in it, and what it is called. */
import type { NewConversation, Person, UserId } from '@webchat/client'
import { type FormEvent, useState } from 'react'
import { useAttempt } from '../../browser/useAttempt'
import { Button, Dialog, TextField } from '../../design'
import { DialogFoot } from '../../design/DialogFoot'
import { Refusal } from '../../design/Refusal'
import { NAME_CHARACTERS, tidyName } from '../../words'
import { nameOfPeople } from './findPeople'
import { People } from './People'

interface NewGroupProps {
  people: readonly Person[]
  onCreate: (wish: NewConversation) => Promise<void>
  onClose: () => void
}

export function NewGroup({ people, onCreate, onClose }: NewGroupProps) {
  const [chosen, setChosen] = useState<readonly UserId[]>([])
  const [name, setName] = useState('')
  const { busy, refusal, attempt } = useAttempt()
  const names = chosen.map(userId => people.find(person => person.userId === userId)?.name ?? userId)
  const offered = chosen.length > 0 ? nameOfPeople(names, NAME_CHARACTERS) : ''
  const ready = chosen.length > 0 && [...tidyName(name)].length <= NAME_CHARACTERS
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wish = { kind: 'group' as const, name: tidyName(name) || offered, userIds: [...chosen] }
    if (ready && (await attempt(() => onCreate(wish)))) onClose()
  }
  return (
    <Dialog title="New group" onClose={onClose}>
      <form onSubmit={event => void submit(event)} className="flex min-h-0 flex-col gap-4">
        <People people={people} chosen={chosen} onChoose={setChosen} />
        <TextField
          label="Name"
          placeholder={offered || 'Who is in it, unless you say otherwise'}
          maxLength={NAME_CHARACTERS * 2}
          value={name}
          onText={setName}
          invalid={[...tidyName(name)].length > NAME_CHARACTERS}
          note="Only those in it see it, and each of them can add people."
        />
        <Refusal words={refusal} />
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!ready || busy}>
            Make group
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
