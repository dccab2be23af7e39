/** What others see of me, and how reachable I am. The id, and with it everything said so far, stays. */
import type { Person } from '@webchat/client'
import type { FormEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useAttempt } from '../../browser/useAttempt'
import { Avatar, Button, Dialog, TextField } from '../../design'
import { Choice } from '../../design/Choice'
import { DialogFoot } from '../../design/DialogFoot'
import { Refusal } from '../../design/Refusal'
import { Switch } from '../../design/Switch'
import { isName, NAME_CHARACTERS, tidyName } from '../../words'
import { choosePresence, type PresenceChoice, usePresenceChoice } from './presence'
import { changesOf, type ProfileChange, type ProfileForm, profileForm } from './profileForm'
import { StatusFields } from './StatusFields'
import { ZoneField } from './ZoneField'

export interface ProfileDialogProps {
  me: Person
  /** Whether others see when I was last here, as far as this browser knows. */
  showsLastSeen: boolean
  onSave: (change: ProfileChange) => Promise<void>
  /** Beside my face: what is done with my picture. */
  picture?: ReactNode
  onClose: () => void
}

const PRESENCES = [
  { value: 'automatic', label: 'Online', note: 'Away by itself when you leave' },
  { value: 'away', label: 'Away', note: 'Whether or not you are here' },
  { value: 'do-not-disturb', label: 'Do not disturb', note: 'Others see that you are busy' },
] as const satisfies readonly { value: PresenceChoice; label: string; note: string }[]

export function ProfileDialog({ me, showsLastSeen, onSave, picture, onClose }: ProfileDialogProps) {
  const [form, setForm] = useState(() => profileForm(me, showsLastSeen))
  const chosen = usePresenceChoice()
  const [presence, setPresence] = useState(chosen)
  const { busy, refusal, attempt } = useAttempt()
  const set = (change: Partial<ProfileForm>) => setForm(before => ({ ...before, ...change }))
  const tooLong = tidyName(form.name) !== '' && !isName(form.name)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isName(form.name)) return
    const change = changesOf(form, profileForm(me, showsLastSeen))
    const isSaved = change === null || (await attempt(() => onSave(change)))
    if (!isSaved) return
    choosePresence(presence)
    onClose()
  }
  return (
    <Dialog title="Your profile" onClose={onClose}>
      <form onSubmit={event => void submit(event)} className="flex flex-col gap-5">
        <div className="flex items-center gap-4">
          <Avatar id={me.userId} name={form.name || me.name} picture={me.avatar} size="huge" />
          {picture}
        </div>
        <TextField
          label="Your name"
          name="name"
          autoComplete="nickname"
          value={form.name}
          onText={name => set({ name })}
          invalid={tooLong}
          note={tooLong && `A name has up to ${NAME_CHARACTERS} characters.`}
        />
        <StatusFields emoji={form.statusEmoji} text={form.statusText} onChange={set} />
        <Choice legend="How reachable you are" options={PRESENCES} value={presence} onChoose={setPresence} />
        <TextField
          label="Pronouns"
          maxLength={32}
          placeholder="she/her, they, er …"
          value={form.pronouns}
          onText={pronouns => set({ pronouns })}
        />
        <ZoneField zone={form.timeZone} onZone={timeZone => set({ timeZone })} />
        <Switch
          label="Show when I was last here"
          on={form.showLastSeen}
          onSwitch={showLastSeen => set({ showLastSeen })}
        />
        <Refusal words={refusal} />
        <DialogFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!isName(form.name) || busy}>
            Save
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  )
}
