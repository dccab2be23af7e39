/** The fields of a screen with their one button, and what is said of the last try. */
import { CircleAlert } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import { Button } from '../../design'
import { waitWords } from './problem'
import type { Attempt } from './useAttempt'

interface DoorwayFormProps {
  attempt: Attempt
  /** What the button says, and while it is being done. */
  action: string
  doing: string
  isComplete: boolean
  onSubmit: () => Promise<void>
  children: ReactNode
}

export function DoorwayForm({ attempt, action, doing, isComplete, onSubmit, children }: DoorwayFormProps) {
  const form = useRef<HTMLFormElement>(null)
  const { isBusy, problem, isReady, waitMs, run, clear } = attempt
  // Where the mistake is, is where one goes on.
  useEffect(() => {
    if (problem?.field) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [problem])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isComplete) run(onSubmit)
  }
  const general = problem && !problem.field ? problem : null
  return (
    <form ref={form} noValidate onSubmit={submit} onInput={clear} className="flex flex-col gap-4">
      {children}
      <p role="alert" className="flex items-start gap-2 text-ui text-danger empty:hidden">
        {general && (
          <>
            <CircleAlert className="mt-px shrink-0" />
            <span>
              {general.sentence}
              {waitMs > 0 && ` You can try again in ${waitWords(waitMs)}.`}
            </span>
          </>
        )}
      </p>
      <Button
        type="submit"
        look="primary"
        disabled={!isComplete || !isReady}
        aria-busy={isBusy}
        className="mt-2 min-h-12! text-message"
      >
        {isBusy ? doing : action}
      </Button>
    </form>
  )
}
