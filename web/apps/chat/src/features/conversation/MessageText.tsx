/** A message's words, with links that can be followed. */
import { useMemo } from 'react'
import { splitText } from './text'

export function MessageText({ text }: { text: string }) {
  const parts = useMemo(() => splitText(text), [text])
  return parts.map(({ at, text: part, href }) =>
    href ? (
      <a
        key={at}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        className="text-accent underline decoration-1 underline-offset-3 hover:text-accent-strong"
      >
        {part}
      </a>
    ) : (
      part
    ),
  )
}
