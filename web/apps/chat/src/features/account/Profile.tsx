/** The name and the picture that others see. */
import type { Person } from '@webchat/client'
import type { Accounts } from '@webchat/client/accounts'
import { ImageUp, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useDeed } from '../../browser/useDeed'
import { Avatar, Button } from '../../design'
import { Section } from '../../design/Section'
import { Failure } from '../../design/State'
import { ChangePicture } from './ChangePicture'

/** What the server takes. */
const TYPES = 'image/png,image/jpeg,image/webp,image/gif'

interface ProfileProps {
  accounts: Accounts
  me: Person
  onSignedOut: () => void
}

export function Profile({ accounts, me, onSignedOut }: ProfileProps) {
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<File | null>(null)
  // The chat hears of it a moment later.
  const [avatar, setAvatar] = useState<string | null | undefined>(undefined)
  const deed = useDeed(onSignedOut)
  const shown = avatar === undefined ? me.avatar : (avatar ?? undefined)
  const remove = () => deed.run(async () => setAvatar((await accounts.removeAvatar()).avatar ?? null))
  return (
    <Section title="How others see you">
      <div className="flex items-start gap-4">
        <Face id={me.userId} name={me.name} picture={shown} />
        <div className="min-w-0 flex-1">
          <p dir="auto" className="text-left text-message font-strong wrap-anywhere">
            {me.name}
          </p>
          <p className="text-ui text-muted wrap-anywhere">User name: {me.userId}</p>
          <div className="-ml-4 flex flex-wrap">
            <Button onClick={() => input.current?.click()}>
              <ImageUp /> {shown ? 'Change picture' : 'Add a picture'}
            </Button>
            {shown && (
              <Button look="danger" disabled={deed.isBusy} onClick={remove}>
                <Trash2 /> Remove picture
              </Button>
            )}
          </div>
        </div>
        <input
          ref={input}
          type="file"
          accept={TYPES}
          aria-label="Picture"
          className="sr-only"
          tabIndex={-1}
          onChange={event => {
            setChosen(event.target.files?.[0] ?? null)
            // Choosing the same one again is a choice, too.
            event.target.value = ''
          }}
        />
      </div>
      {deed.failure && <Failure>{deed.failure}</Failure>}
      {chosen && (
        <ChangePicture
          accounts={accounts}
          file={chosen}
          onChanged={me => {
            setAvatar(me.avatar ?? null)
            setChosen(null)
          }}
          onSignedOut={onSignedOut}
          onClose={() => setChosen(null)}
        />
      )}
    </Section>
  )
}

function Face({ id, name, picture }: { id: string; name: string; picture: string | undefined }) {
  if (!picture) return <Avatar id={id} name={name} size="huge" />
  return <img src={picture} alt="" className="size-18 rounded-full object-cover" />
}
