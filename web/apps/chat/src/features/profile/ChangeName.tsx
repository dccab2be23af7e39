/** Asks for a new name; the id, and with it everything said so far, stays. */
import { type FormEvent, useState } from 'react'
import { Button, Dialog, TextField } from '../../design'
import { isName, NAME_CHARACTERS, tidyName } from '../../words'

interface ChangeNameProps {
  name: string
  onChange: (name: string) => void
  onClose: () => void
}

export function ChangeName({ name, onChange, onClose }: ChangeNameProps) {
  const [text, setText] = useState(name)
  const tooLong = tidyName(text) !== '' && !isName(text)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isName(text)) return
    onChange(tidyName(text))
    onClose()
  }
  return (
    <Dialog title="Change name" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Your name"
          name="name"
          autoComplete="nickname"
          autoFocus
          value={text}
          onText={setText}
          invalid={tooLong}
          note={
            tooLong
              ? `A name has up to ${NAME_CHARACTERS} characters.`
              : 'Your conversations stay as they are.'
          }
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!isName(text)}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
