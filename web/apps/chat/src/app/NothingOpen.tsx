/** The place of the conversation while none is open, or the address leads nowhere. */
import { MessageCircle } from 'lucide-react'
import { Blank, Button } from '../design'

interface NothingOpenProps {
  /** Whether the address names something. */
  asked: boolean
  /** What it was called, if it was there a moment ago. */
  lost: string | null
  onBack: () => void
}

export function NothingOpen({ asked, lost, onBack }: NothingOpenProps) {
  if (!asked) {
    return (
      <Blank face={<MessageCircle size={32} />} title="Choose a conversation" heading="h1">
        <p>Or somebody to begin one with.</p>
      </Blank>
    )
  }
  return (
    <Blank title={lost ? `You are no longer in ${lost}` : 'This conversation isn’t here'} heading="h1">
      <p>
        {lost
          ? 'Somebody removed you, or you left on another device.'
          : 'The address may be mistyped, or it belongs to others.'}
      </p>
      <Button look="primary" onClick={onBack}>
        See your conversations
      </Button>
    </Blank>
  )
}
