/** The button of the composer: it sends, or does with an edit what the words ask for. */
import { Check, SendHorizontal, Trash2 } from 'lucide-react'
import { classes } from '../../design'
import type { Purpose } from './purpose'

const LOOKS = {
  send: { label: 'Send', icon: <SendHorizontal /> },
  save: { label: 'Save', icon: <Check /> },
  delete: { label: 'Delete message', icon: <Trash2 /> },
  rescue: { label: 'Send as a new message', icon: <SendHorizontal /> },
}

export function SubmitButton({ purpose, ready }: { purpose: Purpose; ready: boolean }) {
  const { label, icon } = LOOKS[purpose]
  return (
    <button
      type="submit"
      aria-label={label}
      title={label}
      aria-disabled={!ready}
      className={classes(
        'm-1.5 grid size-9 shrink-0 place-items-center rounded-card transition-colors duration-(--appear)',
        'pointer-coarse:m-0.5 pointer-coarse:size-11 pointer-coarse:rounded-[14px]',
        !ready && 'text-muted',
        ready && purpose === 'delete' && 'bg-danger text-on-accent hover:bg-danger-strong',
        ready && purpose !== 'delete' && 'bg-accent text-on-accent hover:bg-accent-strong',
      )}
    >
      {icon}
    </button>
  )
}
