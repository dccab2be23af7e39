/** Asks before something is done that can't be undone by pressing again, and says what happens. */
import type { ReactNode } from 'react'
import { useAttempt } from '../browser/useAttempt'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { Refusal } from './Refusal'

interface QuestionProps {
  title: string
  /** What happens. */
  children: ReactNode
  /** What the button says. */
  act: string
  danger?: boolean
  onAct: () => Promise<unknown>
  onClose: () => void
}

export function Question({ title, children, act, danger = true, onAct, onClose }: QuestionProps) {
  const { busy, refusal, attempt } = useAttempt()
  const run = async () => {
    if (await attempt(onAct)) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="flex flex-col gap-2 text-ui wrap-anywhere text-ink-soft">{children}</div>
      <Refusal words={refusal} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look={danger ? 'danger' : 'primary'} disabled={busy} onClick={() => void run()}>
          {act}
        </Button>
      </div>
    </Dialog>
  )
}
