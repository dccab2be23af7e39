/** Where one writes a message, or edits one. Remount it for each conversation. */
import type { ConversationId } from '@webchat/client'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { TOUCH, useMediaQuery } from '../../browser'
import { classes } from '../../design'
import { EditStrip } from './EditStrip'
import { GrowingField } from './GrowingField'
import { roomFor } from './length'
import { SubmitButton } from './SubmitButton'
import type { Editing } from './useEditing'
import { useFieldFocus } from './useFieldFocus'
import { useWriting } from './useWriting'

export interface ComposerProps {
  conversationId: ConversationId
  /** What is written here: "Message Bob". */
  label: string
  onSend: (text: string) => void
  onTyping: (isTyping: boolean) => void
  editing: Editing
  /** Whether the message that is being edited was deleted meanwhile. */
  gone: boolean
  onSave: (text: string) => void
  onDelete: () => void
  /** Begins to edit the last message, if there is one; it can't be edited yet while it is on its way. */
  onEditLast: () => 'begun' | 'not yet' | 'none'
  /** One line above the field: who is typing, or what happens to messages now. */
  above?: ReactNode
}

export function Composer(props: ComposerProps) {
  const { label, editing, onEditLast, above } = props
  const { edit } = editing
  const { text, change, purpose, submit } = useWriting(props)
  const touch = useMediaQuery(TOUCH)
  const field = useFieldFocus(edit?.seq ?? null, touch)
  const [early, setEarly] = useState(false)
  const roomId = useId()
  const room = roomFor(text, edit ? 'Shorten it.' : 'Send it in two parts.')
  const name = edit ? 'Edit your message' : label

  const act = () => {
    field.current?.focus()
    submit()
  }
  const editLast = () => {
    const result = onEditLast()
    setEarly(result === 'not yet')
    return result !== 'none'
  }
  const onKeyDown = (event: KeyboardEvent) => {
    setEarly(false)
    const { key, shiftKey, ctrlKey, altKey, metaKey, nativeEvent, keyCode } = event
    if (nativeEvent.isComposing || keyCode === 229 || shiftKey) return
    const isUp = key === 'ArrowUp' && !ctrlKey && !altKey && !metaKey
    if (key === 'Enter' && !touch) act()
    else if (key === 'Escape' && edit) editing.end()
    else if (!isUp || edit || text !== '' || !editLast()) return
    event.preventDefault()
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
            {room.words ?? (early && 'It can be edited once it’s sent.')}
          </div>
        </div>
        <form
          onSubmit={event => {
            event.preventDefault()
            act()
          }}
          className={classes(
            'rounded-bubble border bg-field transition-colors duration-(--appear)',
            room.tooLong ? 'border-danger' : 'border-outline focus-within:border-accent',
          )}
        >
          <EditStrip purpose={purpose} onCancel={editing.end} />
          <div className="flex items-end">
            <GrowingField
              field={field}
              value={text}
              dir="auto"
              aria-label={name}
              aria-describedby={roomId}
              aria-invalid={room.tooLong}
              placeholder={name}
              enterKeyHint={touch ? 'enter' : 'send'}
              onChange={event => change(event.target.value)}
              onKeyDown={onKeyDown}
              className="field-type min-w-0 flex-1 bg-transparent pl-4 outline-none placeholder:truncate placeholder:text-muted"
            />
            <SubmitButton purpose={purpose} ready={room.canSend || purpose === 'delete'} />
          </div>
        </form>
      </div>
    </div>
  )
}
