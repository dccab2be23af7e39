/** The place of the conversation while none is open, or the address leads nowhere. */
import { MessageCircle } from 'lucide-react'
import { Blank, Button } from '../design'

export function NothingOpen({ asked, onBack }: { asked: boolean; onBack: () => void }) {
  if (!asked) {
    return (
      <Blank face={<MessageCircle size={32} />} title="Choose a conversation" heading="h1">
        <p>Or somebody to begin one with.</p>
      </Blank>
    )
  }
  return (
    <Blank title="This conversation isn’t here" heading="h1">
      <p>The address may be mistyped, or it belongs to others.</p>
      <Button look="primary" onClick={onBack}>
        See your conversations
      </Button>
    </Blank>
  )
}
