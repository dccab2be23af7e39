/** Me, at the top of the list: name and face, and the panel that opens from them. */
import { ChevronDown } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useLater } from '../../browser'
import { Avatar } from '../../design'
import type { MePanelProps } from './MePanel'

const load = () => import('./later')

interface MeMenuProps extends Omit<MePanelProps, 'onChosen'> {
  /** How many of my messages are still on their way. */
  waiting: number
}

export function MeMenu({ waiting, onLeave, ...props }: MeMenuProps) {
  const { me } = props
  const [leaving, setLeaving] = useState(false)
  const [wanted, setWanted] = useState(false)
  const { part, failed } = useLater(load, wanted)
  const panel = useRef<HTMLDivElement>(null)
  const id = useId()
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        onClick={() => setWanted(true)}
        className="flex min-h-(--target) min-w-0 items-center gap-2 rounded-control py-1 pr-2 pl-1 hover:bg-hover"
      >
        <Avatar id={me.userId} name={me.name} picture={me.avatar} size="small" />
        <span dir="auto" className="truncate text-ui font-strong">
          {me.name}
        </span>
        <span className="sr-only">: profile and theme</span>
        <ChevronDown size={16} className="shrink-0 text-muted" />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="fixed inset-auto top-14 left-3 w-[min(264px,calc(100vw-24px))] animate-appear rounded-card bg-raised p-2 text-ink shadow-float"
      >
        {part && (
          <part.MePanel
            {...props}
            onLeave={() => setLeaving(true)}
            onChosen={() => panel.current?.hidePopover?.()}
          />
        )}
        {failed && <p className="p-2 text-ui text-muted">This couldn’t be loaded. It needs a connection.</p>}
      </div>
      {part && leaving && (
        <part.Leave name={me.name} waiting={waiting} onLeave={onLeave} onClose={() => setLeaving(false)} />
      )}
    </>
  )
}
