/** Changes what a group or channel is called and for, and, for its owners, who finds it and who writes in it. */
import type { ConversationSummary, Members } from '@webchat/client'
import { type FormEvent, useState } from 'react'
import { useAttempt } from '../../browser/useAttempt'
import { Button, Dialog, TextField } from '../../design'
import { Choice } from '../../design/Choice'
import { DialogFoot } from '../../design/DialogFoot'
import { Refusal } from '../../design/Refusal'
import { TextArea } from '../../design/TextArea'
import { isName, NAME_CHARACTERS, tidyName } from '../../words'
import { DESCRIPTION_CHARACTERS, POSTINGS, VISIBILITIES } from '../../words/kinds'
import { may } from './rights'

export type Change = Parameters<Members['change']>[1]

interface EditConversationProps {
  summary: ConversationSummary
  title: string
  onChange: (change: Change) => Promise<void>
  onClose: () => void
}

interface Draft {
  readonly name: string
  readonly description: string
  readonly visibility: NonNullable<ConversationSummary['visibility']>
  readonly posting: NonNullable<ConversationSummary['posting']>
}

function draftOf(summary: ConversationSummary, title: string): Draft {
  const { name = title, description = '', visibility = 'private', posting = 'everyone' } = summary
  return { name, description, visibility, posting }
}

/** Only what is different. */
function changeOf(draft: Draft, before: Draft): Change {
  const tidy = { ...draft, name: tidyName(draft.name), description: draft.description.trim() }
  const keys = Object.keys(tidy) as (keyof Draft)[]
  return Object.fromEntries(keys.filter(key => tidy[key] !== before[key]).map(key => [key, tidy[key]]))
}

export function EditConversation({ summary, title, onChange, onClose }: EditConversationProps) {
  const before = draftOf(summary, title)
  const [draft, setDraft] = useState(before)
  const { busy, refusal, attempt } = useAttempt()
  const set = (change: Partial<Draft>) => setDraft(known => ({ ...known, ...change }))
  const isChannel = summary.kind === 'channel'
  const tooLong = tidyName(draft.name) !== '' && !isName(draft.name)
  const fits = [...draft.description.trim()].length <= DESCRIPTION_CHARACTERS
  const ready = isName(draft.name) && fits
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const change = changeOf(draft, before)
    const isDone = Object.keys(change).length === 0 || (ready && (await attempt(() => onChange(change))))
    if (isDone) onClose()
  }
  return (
    <Dialog title={isChannel ? 'Edit channel' : 'Edit group'} onClose={onClose}>
      <form onSubmit={event => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="Name"
          value={draft.name}
          onText={name => set({ name })}
          invalid={tooLong}
          note={tooLong && `A name has up to ${NAME_CHARACTERS} characters.`}
        />
        <TextArea
          label="What it is for"
          limit={DESCRIPTION_CHARACTERS}
          value={draft.description}
          onText={description => set({ description })}
        />
        {isChannel && may('reshape', summary) && (
          <Choice
            legend="Who finds it"
            options={VISIBILITIES}
            value={draft.visibility}
            onChoose={visibility => set({ visibility })}
          />
        )}
        {isChannel && (
          <Choice
            legend="Who writes in it"
            options={POSTINGS}
            value={draft.posting}
            onChoose={posting => set({ posting })}
          />
        )}
        <Refusal words={refusal} />
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!ready || busy}>
            Save
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
