/** Tells those who run the server of a message. */
import type { TimelineItem } from '@webchat/client'
import { type FormEvent, useState } from 'react'
import { useAttempt } from '../../browser/useAttempt'
import { Button, Dialog } from '../../design'
import { Refusal } from '../../design/Refusal'
import { TextArea } from '../../design/TextArea'

export interface ReportDialogProps {
  item: TimelineItem
  author: string
  onReport: (reason: string) => Promise<void>
  onClose: () => void
}

const REASON_CHARACTERS = 500

export function ReportDialog({ item, author, onReport, onClose }: ReportDialogProps) {
  const [reason, setReason] = useState('')
  const { busy, refusal, attempt } = useAttempt()
  const length = [...reason.trim()].length
  const fits = length > 0 && length <= REASON_CHARACTERS
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (fits && (await attempt(() => onReport(reason.trim())))) onClose()
  }
  return (
    <Dialog title="Report this message" onClose={onClose}>
      <form onSubmit={event => void submit(event)} className="flex flex-col gap-4">
        <blockquote className="flex flex-col gap-1 border-l-2 border-outline pl-3 text-ui">
          <span dir="auto" className="truncate text-left font-medium">
            {author}
          </span>
          <span dir="auto" className="line-clamp-3 text-left wrap-anywhere text-muted">
            {item.text}
          </span>
        </blockquote>
        <TextArea
          label="What is wrong with it?"
          autoFocus
          value={reason}
          onText={setReason}
          limit={REASON_CHARACTERS}
          note={`Those who run this server read it. ${author} isn’t told.`}
        />
        <Refusal words={refusal} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!fits || busy}>
            Report
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
