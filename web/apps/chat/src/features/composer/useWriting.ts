/** What is in the field, and what becomes of it: a draft to be sent, or an edit to be saved. */
import type { ComposerProps } from './Composer'
import { messageText, roomFor } from './length'
import { isChanged, type Purpose, purposeOf } from './purpose'
import { useDraft } from './useDraft'

interface Writing {
  readonly text: string
  readonly change: (text: string) => void
  readonly purpose: Purpose
  readonly submit: () => void
}

type Asked = Pick<
  ComposerProps,
  'conversationId' | 'onSend' | 'onTyping' | 'editing' | 'gone' | 'onSave' | 'onDelete'
>

export function useWriting(asked: Asked): Writing {
  const { conversationId, onSend, onTyping, editing, gone, onSave, onDelete } = asked
  const { edit } = editing
  const [draft, setDraft] = useDraft(conversationId)
  const text = edit ? edit.text : draft
  const purpose = purposeOf(edit, gone)
  const send = () => {
    onSend(messageText(text))
    setDraft('')
    onTyping(false)
  }
  const finish = (does: () => void) => {
    editing.end()
    does()
  }
  const submit = () => {
    if (purpose === 'delete') return finish(onDelete)
    if (!roomFor(text).canSend) return
    if (!edit) return send()
    if (purpose === 'rescue') return finish(() => onSend(messageText(text)))
    finish(() => isChanged(edit) && onSave(messageText(text)))
  }
  return {
    text,
    change: next => {
      if (edit) return editing.change(next)
      setDraft(next)
      onTyping(next.trim() !== '')
    },
    purpose,
    submit,
  }
}
