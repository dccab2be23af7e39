/** A text that is to be taken elsewhere, with a button that copies it. */
import { Check, Copy } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { copyText } from '../browser/copy'
import { Button } from './Button'

interface CopyFieldProps {
  label: string
  value: string
  note?: string
}

export function CopyField({ label, value, note }: CopyFieldProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [state, setState] = useState<'ready' | 'copied' | 'failed'>('ready')
  const copy = async () => {
    const beside = button.current
    if (beside) setState((await copyText(value, beside)) ? 'copied' : 'failed')
  }
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-ui font-medium">
        {label}
      </label>
      <div className="grid gap-2 wide:grid-cols-[1fr_auto]">
        <input
          id={id}
          readOnly
          dir="ltr"
          value={value}
          aria-describedby={`${id}-note`}
          onFocus={event => event.target.select()}
          className="field-type h-12 min-w-0 rounded-card border border-outline bg-field px-4 text-ellipsis text-ink outline-offset-0"
        />
        <Button ref={button} look="primary" onClick={() => void copy()} className="min-h-12!">
          {state === 'copied' ? <Check /> : <Copy />}
          {state === 'copied' ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p id={`${id}-note`} role="status" className="text-small text-pretty text-muted">
        {state === 'failed' ? 'Couldn’t copy it. Select it and copy it by hand.' : note}
      </p>
    </div>
  )
}
