/** A channel: what it is called and for, who finds it, who writes in it, and who is in it from the start. */
import type { NewConversation, Person } from '@webchat/client'
import { type FormEvent, useState } from 'react'
import { useAttempt } from '../../browser/useAttempt'
import { Button, Dialog, TextField } from '../../design'
import { Choice } from '../../design/Choice'
import { DialogFoot } from '../../design/DialogFoot'
import { Refusal } from '../../design/Refusal'
import { TextArea } from '../../design/TextArea'
import { isName, NAME_CHARACTERS, tidyName } from '../../words'
import { DESCRIPTION_CHARACTERS, POSTINGS, VISIBILITIES } from '../../words/kinds'
import { People } from './People'

interface NewChannelProps {
  people: readonly Person[]
  onCreate: (wish: NewConversation) => Promise<void>
  onClose: () => void
}

const EMPTY = {
  name: '',
  description: '',
  visibility: 'public' as NonNullable<NewConversation['visibility']>,
  posting: 'everyone' as NonNullable<NewConversation['posting']>,
  userIds: [] as readonly string[],
}
type Draft = typeof EMPTY

function wishOf({ name, description, userIds, ...rest }: Draft): NewConversation {
  const said = description.trim()
  return {
    kind: 'channel',
    name: tidyName(name),
    ...rest,
    ...(said && { description: said }),
    userIds: [...userIds],
  }
}

export function NewChannel({ people, onCreate, onClose }: NewChannelProps) {
  const [draft, setDraft] = useState(EMPTY)
  const { busy, refusal, attempt } = useAttempt()
  const set = (change: Partial<Draft>) => setDraft(before => ({ ...before, ...change }))
  const tooLong = tidyName(draft.name) !== '' && !isName(draft.name)
  const ready = isName(draft.name) && [...draft.description.trim()].length <= DESCRIPTION_CHARACTERS
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (ready && (await attempt(() => onCreate(wishOf(draft))))) onClose()
  }
  return (
    <Dialog title="New channel" onClose={onClose}>
      <form onSubmit={event => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="Name"
          autoFocus
          value={draft.name}
          onText={name => set({ name })}
          invalid={tooLong}
          note={tooLong && `A name has up to ${NAME_CHARACTERS} characters.`}
        />
        <TextArea
          label="What it is for"
          rows={2}
          limit={DESCRIPTION_CHARACTERS}
          value={draft.description}
          onText={description => set({ description })}
        />
        <Choice
          legend="Who finds it"
          options={VISIBILITIES}
          value={draft.visibility}
          onChoose={visibility => set({ visibility })}
        />
        <Choice
          legend="Who writes in it"
          options={POSTINGS}
          value={draft.posting}
          onChoose={posting => set({ posting })}
        />
        <fieldset className="flex flex-col">
          <legend className="float-left mb-2 text-ui font-medium">People</legend>
          <People
            people={people}
            chosen={draft.userIds}
            onChoose={userIds => set({ userIds })}
            focused={false}
          />
        </fieldset>
        <Refusal words={refusal} />
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!ready || busy}>
            Make channel
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
