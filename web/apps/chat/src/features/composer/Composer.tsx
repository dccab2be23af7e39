/** Where one writes. Remount it for each conversation. */
import type { ConversationId } from '@webchat/client'
import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { TOUCH, useMediaQuery } from '../../browser'
import { classes } from '../../design'
import { GrowingField } from './GrowingField'
import { messageText, roomFor } from './length'
import { useDraft } from './useDraft'

interface ComposerProps {
  conversationId: ConversationId
  /** What is written here: "Message Bob". */
  label: string
  onSend: (text: string) => void
  onTyping: (isTyping: boolean) => void
  /** One line above the field: who is typing, or what happens to messages now. */
  above?: ReactNode
}

export function Composer({ conversationId, label, onSend, onTyping, above }: ComposerProps) {
  const [text, setText] = useDraft(conversationId)
  const field = useRef<HTMLTextAreaElement>(null)
  const touch = useMediaQuery(TOUCH)
  const roomId = useId()
  const room = roomFor(text)

  // On touch screens the focus would bring up the keyboard, which covers what one came to read.
  useEffect(() => {
    if (!touch) field.current?.focus({ preventScroll: true })
  }, [touch])

  const change = (next: string) => {
    setText(next)
    onTyping(next.trim() !== '')
  }
  const send = () => {
    field.current?.focus()
    if (!room.canSend) return
    onSend(messageText(text))
    setText('')
    onTyping(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const finishingWord = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || finishingWord || touch) return
    event.preventDefault()
    send()
  }

  return (
    <div className="shrink-0 px-3 pb-[max(12px,env(safe-area-inset-bottom))] wide:px-4 wide:pb-4">
      <div className="mx-auto w-full max-w-column">
        <div className="flex min-h-6 items-center justify-between gap-4 px-1 pb-1 text-small text-muted">
          <div className="min-w-0">{above}</div>
          <div
            id={roomId}
            role="status"
            className={classes('shrink-0 tabular-nums', room.tooLong && 'font-medium text-danger')}
          >
            {room.words}
          </div>
        </div>
        <form
          onSubmit={event => {
            event.preventDefault()
            send()
          }}
          className={classes(
            'flex items-end rounded-bubble border bg-field transition-colors duration-(--appear)',
            room.tooLong ? 'border-danger' : 'border-outline focus-within:border-accent',
          )}
        >
          <GrowingField
            field={field}
            value={text}
            dir="auto"
            aria-label={label}
            aria-describedby={roomId}
            aria-invalid={room.tooLong}
            placeholder={label}
            enterKeyHint={touch ? 'enter' : 'send'}
            onChange={event => change(event.target.value)}
            onKeyDown={onKeyDown}
            className="field-type min-w-0 flex-1 bg-transparent pl-4 outline-none placeholder:truncate placeholder:text-muted"
          />
          <SendButton ready={room.canSend} />
        </form>
      </div>
    </div>
  )
}

function SendButton({ ready }: { ready: boolean }) {
  return (
    <button
      type="submit"
      aria-label="Send"
      title="Send"
      aria-disabled={!ready}
      className={classes(
        'm-1.5 grid size-9 shrink-0 place-items-center rounded-card transition-colors duration-(--appear)',
        'pointer-coarse:m-0.5 pointer-coarse:size-11 pointer-coarse:rounded-[14px]',
        ready ? 'bg-accent text-on-accent hover:bg-accent-strong' : 'text-muted',
      )}
    >
      <SendHorizontal />
    </button>
  )
}
