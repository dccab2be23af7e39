/** Puts the focus into the field: when the conversation is opened, and behind the words of a message to be edited. */
import type { Seq } from '@webchat/client'
import { type RefObject, useEffect, useRef } from 'react'

export function useFieldFocus(editingSeq: Seq | null, touch: boolean): RefObject<HTMLTextAreaElement | null> {
  const field = useRef<HTMLTextAreaElement>(null)
  const opened = useRef(false)
  // On touch screens the focus would bring up the keyboard, which covers what one came to read.
  useEffect(() => {
    if (!touch) field.current?.focus({ preventScroll: true })
  }, [touch])
  useEffect(() => {
    const element = field.current
    const asked = opened.current || !touch
    opened.current = true
    if (!element || editingSeq === null || !asked) return
    element.focus({ preventScroll: true })
    element.setSelectionRange(element.value.length, element.value.length)
    element.scrollTop = element.scrollHeight
  }, [editingSeq, touch])
  return field
}
