/** Says new messages of others aloud, for those who don't look at the screen. */
import { useChat } from '@webchat/react'
import { useEffect, useRef, useState } from 'react'
import { announcement, type Heard } from './announcement'
import { useNames } from './useNames'

/** What comes in within this time is said together. */
const GATHER_MS = 1_000

export function Announcer() {
  const chat = useChat()
  const nameOf = useNames()
  const names = useRef(nameOf)
  const [words, setWords] = useState('')
  useEffect(() => {
    names.current = nameOf
  }, [nameOf])
  useEffect(() => {
    let heard: Heard[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const speak = () => {
      setWords(announcement(heard))
      heard = []
      timer = undefined
    }
    const stop = chat.onMessage(({ senderId, text }) => {
      heard.push({ name: names.current(senderId), text })
      timer ??= setTimeout(speak, GATHER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [chat])
  return (
    <div aria-live="polite" className="sr-only">
      {words}
    </div>
  )
}
