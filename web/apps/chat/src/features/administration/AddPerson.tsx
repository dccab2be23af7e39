/** Makes an account for somebody, who sets a password by a link. */
import type { MadeLink } from '@webchat/client'
import type { Administration } from '@webchat/client/administration'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../browser/useDeed'
import { Button, Dialog, TextField } from '../../design'
import { Failure } from '../../design/State'
import { isName, isUserId, tidyName } from '../../words'
import { userIdFor } from '../../words/userId'

interface AddPersonProps {
  api: Administration
  onAdded: (made: MadeLink) => void
  onSignedOut: () => void
  onClose: () => void
}

export function AddPerson({ api, onAdded, onSignedOut, onClose }: AddPersonProps) {
  const [name, setName] = useState('')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const deed = useDeed(onSignedOut)
  const userId = chosenId ?? (isName(name) ? userIdFor(name) : '')
  const badId = userId !== '' && !isUserId(userId)
  const isComplete = isName(name) && isUserId(userId)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete) deed.run(async () => onAdded(await api.addAccount({ userId, name: tidyName(name) })))
  }
  return (
    <Dialog title="Add somebody" onClose={onClose}>
      <form onSubmit={submit} onInput={deed.clear} className="flex flex-col gap-4">
        <TextField label="Name" name="new-name" autoComplete="off" autoFocus value={name} onText={setName} />
        <TextField
          label="User name"
          name="new-user"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={userId}
          onText={setChosenId}
          invalid={badId}
          note={
            badId
              ? 'Letters from a to z, digits and . _ @ : - are possible, up to 64 of them.'
              : 'They sign in with it. It can’t be changed later.'
          }
        />
        <p className="text-ui text-muted">You get a link for them. With it they set their own password.</p>
        {deed.failure && <Failure>{deed.failure}</Failure>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!isComplete || deed.isBusy}>
            Add
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
