/** Makes a token for a program, and shows it once. */
import type { MadeToken } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../browser/useDeed'
import { Button, Dialog, TextField } from '../../design'
import { CopyField } from '../../design/CopyField'
import { Select } from '../../design/Select'
import { Failure } from '../../design/State'
import { isName, NAME_CHARACTERS, tidyName } from '../../words'

const LASTING = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Without end' },
]

interface NewProgramProps {
  accounts: Accounts
  onMade: () => void
  onSignedOut: () => void
  onClose: () => void
}

export function NewProgram({ accounts, onMade, onSignedOut, onClose }: NewProgramProps) {
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [made, setMade] = useState<MadeToken | null>(null)
  const deed = useDeed(onSignedOut)
  const make = async () => {
    setMade(await accounts.makeToken({ name: tidyName(name), ...(days && { days: Number(days) }) }))
    onMade()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isName(name)) deed.run(make)
  }
  if (made) {
    return (
      <Dialog title={`The token for ${tidyName(name)}`} onClose={onClose}>
        <CopyField
          label="Token"
          value={made.token}
          note="Copy it now: it is shown this once. Whoever has it can act as you."
        />
        <div className="flex justify-end">
          <Button onClick={onClose}>Done</Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title="New token" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="What the program is called"
          name="program"
          autoComplete="off"
          autoFocus
          value={name}
          onText={setName}
          invalid={tidyName(name) !== '' && !isName(name)}
          note={`Up to ${NAME_CHARACTERS} characters, to tell it from others.`}
        />
        <Select label="How long it lasts" options={LASTING} value={days} onChange={setDays} />
        {deed.failure && <Failure>{deed.failure}</Failure>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!isName(name) || deed.isBusy}>
            Make token
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
