/** The line above the composer that tells who is typing. */
import { Dots } from '../../design'
import { typingSentence } from './typing'

export function TypingLine({ names }: { names: readonly string[] }) {
  const sentence = typingSentence(names)
  if (sentence === null) return null
  return (
    <p className="flex animate-appear items-center gap-2">
      <Dots />
      <span dir="auto" className="truncate">
        {sentence}
      </span>
    </p>
  )
}
