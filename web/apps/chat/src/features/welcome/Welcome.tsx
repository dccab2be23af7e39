/** The first visit: one question, the name. */
import type { UserId } from '@webchat/client'
import { MessageCircle } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Avatar, Button, TextField } from '../../design'
import { isName, NAME_CHARACTERS, tidyName } from '../../words'
import { userIdFor } from '../../words/userId'
import { useNameCheck } from './useNameCheck'

interface WelcomeProps {
  onChosen: (identity: { userId: UserId; name: string }) => void
}

function Face({ userId, name }: { userId: UserId | null; name: string }) {
  if (userId) return <Avatar id={userId} name={name} size="huge" />
  return (
    <span
      aria-hidden="true"
      className="grid size-18 place-items-center rounded-full bg-accent-soft text-accent"
    >
      <MessageCircle size={32} />
    </span>
  )
}

export function Welcome({ onChosen }: WelcomeProps) {
  const [text, setText] = useState('')
  const name = tidyName(text)
  const userId = isName(text) ? userIdFor(name) : null
  const known = useNameCheck(userId)
  const tooLong = name !== '' && userId === null

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (userId) onChosen({ userId, name })
  }

  return (
    <main className="grid h-full animate-appear place-items-center overflow-y-auto bg-surface p-6">
      <form onSubmit={submit} className="flex w-full max-w-[22rem] flex-col gap-6">
        <div className="flex flex-col gap-6">
          <Face userId={userId} name={name} />
          <div className="flex flex-col gap-1">
            <h1 className="text-display font-strong">Welcome to Webchat</h1>
            <p className="text-message text-muted">Choose a name and start talking.</p>
          </div>
        </div>
        <TextField
          label="Your name"
          name="name"
          autoComplete="nickname"
          autoFocus
          value={text}
          onText={setText}
          invalid={tooLong}
          note={<NameNote tooLong={tooLong} knownName={known?.name ?? null} />}
        />
        <Button type="submit" look="primary" disabled={!userId} className="min-h-12! text-message">
          Continue
        </Button>
      </form>
    </main>
  )
}

function NameNote({ tooLong, knownName }: { tooLong: boolean; knownName: string | null }) {
  if (tooLong) return `A name has up to ${NAME_CHARACTERS} characters.`
  if (!knownName) return 'This is how others see you. You can change it later.'
  return `${knownName} has been here before. If that’s you on another device, continue; otherwise add something to the name.`
}
