/** A password: hidden unless it is asked for, with a word about the Caps Lock key. */
import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type KeyboardEvent, type ReactNode, useState } from 'react'
import { IconButton } from './IconButton'
import { TextField } from './TextField'

interface PasswordFieldProps extends Omit<ComponentProps<typeof TextField>, 'type' | 'end' | 'autoComplete'> {
  /** What password managers make of it. */
  autoComplete: 'current-password' | 'new-password'
}

function noteWith(isCapital: boolean, note: ReactNode): ReactNode {
  if (!isCapital) return note
  return <span className="text-ink-soft">Caps Lock is on.</span>
}

export function PasswordField({ note, invalid, ...rest }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false)
  const [isCapital, setCapital] = useState(false)
  const look = (event: KeyboardEvent) => setCapital(event.getModifierState?.('CapsLock') ?? false)
  return (
    <TextField
      {...rest}
      type={isShown ? 'text' : 'password'}
      // What is shown must not be kept, corrected or spoken to a server that spells.
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setCapital(false)}
      invalid={invalid ?? false}
      note={noteWith(isCapital && !invalid, note)}
      end={
        <IconButton
          label={isShown ? 'Hide password' : 'Show password'}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff /> : <Eye />}
        </IconButton>
      }
    />
  )
}
