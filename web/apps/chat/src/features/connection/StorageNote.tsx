/** Says, once, that this browser keeps nothing of what waits. */
import { Info } from 'lucide-react'
import { useState } from 'react'
import { keep, readKept } from '../../browser'
import { TextButton } from '../../design'

const KEY = 'told.memory'

export function StorageNote() {
  const [told, setTold] = useState(() => readKept(KEY) !== null)
  if (told) return null
  const close = () => {
    keep(KEY, 'yes')
    setTold(true)
  }
  return (
    <div className="flex shrink-0 animate-appear items-start justify-center gap-2 bg-bone px-4 py-2 text-small text-ink">
      <Info size={16} className="mt-px shrink-0" />
      <p>
        This browser doesn’t keep data. Messages that wait to be sent are lost if you close this page.{' '}
        <TextButton onClick={close}>Got it</TextButton>
      </p>
    </div>
  )
}
