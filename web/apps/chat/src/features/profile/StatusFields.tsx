/** What I have to say now: an emoji and some words. */
import { X } from 'lucide-react'
import { IconButton } from '../../design'

interface StatusFieldsProps {
  emoji: string
  text: string
  onChange: (change: { statusEmoji?: string; statusText?: string }) => void
}

const STATUS_CHARACTERS = 100
const OFFERED = [
  { emoji: '💬', name: 'speech balloon' },
  { emoji: '🎧', name: 'headphones' },
  { emoji: '🍽️', name: 'plate' },
  { emoji: '🚆', name: 'train' },
  { emoji: '🤒', name: 'ill' },
  { emoji: '🏖️', name: 'beach' },
]

/** The first thing that was typed, as one sees it. */
function firstSign(text: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.trim())
  return first?.segment ?? ''
}

export function StatusFields({ emoji, text, onChange }: StatusFieldsProps) {
  const isSet = emoji !== '' || text !== ''
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="float-left mb-2 text-ui font-medium">Status</legend>
      <div className="clear-both flex rounded-card border border-outline bg-field focus-within:border-accent">
        <input
          aria-label="Status emoji"
          value={emoji}
          onChange={event => onChange({ statusEmoji: firstSign(event.target.value.replace(emoji, '')) })}
          placeholder="☺"
          className="field-type h-12 w-12 rounded-card text-center outline-offset-0 placeholder:text-muted"
        />
        <input
          aria-label="Status text"
          dir="auto"
          maxLength={STATUS_CHARACTERS}
          value={text}
          onChange={event => onChange({ statusText: event.target.value })}
          placeholder="What you are up to"
          className="field-type h-12 min-w-0 flex-1 rounded-card pr-2 pl-1 outline-offset-0 placeholder:text-muted"
        />
        {isSet && (
          <IconButton
            label="Clear status"
            onClick={() => onChange({ statusEmoji: '', statusText: '' })}
            className="m-auto mr-1!"
          >
            <X size={16} />
          </IconButton>
        )}
      </div>
      <div className="flex gap-1">
        {OFFERED.map(offer => (
          <button
            key={offer.emoji}
            type="button"
            aria-label={offer.name}
            aria-pressed={emoji === offer.emoji}
            onClick={() => onChange({ statusEmoji: emoji === offer.emoji ? '' : offer.emoji })}
            className="min-target grid place-items-center rounded-control text-title hover:bg-hover aria-pressed:bg-accent-soft"
          >
            {offer.emoji}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
