/** For how many, how long, and where it leads. */
import type { ConversationId, MadeLink } from '@webchat/client'
import type { Administration } from '@webchat/client/administration'
import { useChatState } from '@webchat/react'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../browser/useDeed'
import { Button, Dialog } from '../../design'
import { Select } from '../../design/Select'
import { Failure } from '../../design/State'
import { GENERAL } from '../../words'

const USES = [
  { value: '1', label: 'One person' },
  { value: '5', label: 'Up to 5 people' },
  { value: '25', label: 'Up to 25 people' },
  { value: '100', label: 'Up to 100 people' },
]
const DAYS = [
  { value: '1', label: 'A day' },
  { value: '7', label: 'A week' },
  { value: '30', label: '30 days' },
  { value: '365', label: 'A year' },
]

interface NewInvitationProps {
  api: Administration
  onMade: (made: MadeLink) => void
  onSignedOut: () => void
  onClose: () => void
}

export function NewInvitation({ api, onMade, onSignedOut, onClose }: NewInvitationProps) {
  const [uses, setUses] = useState('1')
  const [days, setDays] = useState('7')
  const [chosen, setChosen] = useState<readonly ConversationId[]>([])
  const deed = useDeed(onSignedOut)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const invitation = { uses: Number(uses), days: Number(days), conversationIds: [...chosen] }
    deed.run(async () => onMade(await api.invite(invitation)))
  }
  return (
    <Dialog title="Invite people" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Select label="Who can use the link" options={USES} value={uses} onChange={setUses} />
        <Select label="How long it can be used" options={DAYS} value={days} onChange={setDays} />
        <Places chosen={chosen} onChosen={setChosen} />
        {deed.failure && <Failure>{deed.failure}</Failure>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={deed.isBusy}>
            Make link
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface PlacesProps {
  chosen: readonly ConversationId[]
  onChosen: (chosen: readonly ConversationId[]) => void
}

/** Everybody is in General; beside that, where the administrator is, too. */
function Places({ chosen, onChosen }: PlacesProps) {
  const places = useChatState(state =>
    state.conversations.filter(
      ({ kind, conversationId, archivedAt }) =>
        kind !== 'direct' && conversationId !== GENERAL && !archivedAt,
    ),
  )
  if (places.length === 0) return null
  const toggle = (id: ConversationId, on: boolean) =>
    onChosen(on ? [...chosen, id] : chosen.filter(other => other !== id))
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-ui font-medium">Beside General, it leads into</legend>
      <div className="max-h-48 overflow-y-auto rounded-card border border-outline p-1">
        {places.map(({ conversationId, name }) => (
          <label
            key={conversationId}
            className="flex min-h-(--target) items-center gap-3 rounded-control px-3 text-ui hover:bg-hover"
          >
            <input
              type="checkbox"
              checked={chosen.includes(conversationId)}
              onChange={event => toggle(conversationId, event.target.checked)}
              className="size-4 accent-(--accent)"
            />
            <span dir="auto" className="truncate">
              {name ?? 'A group without a name'}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
