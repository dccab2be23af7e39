/** A part of the list under its heading, which folds it. */
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classes } from '../../design'

interface SectionListProps {
  title: string
  count: number
  folded: boolean
  onFold: () => void
  children: ReactNode
}

export function SectionList({ title, count, folded, onFold, children }: SectionListProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="pb-2">
      <h2>
        <button
          type="button"
          aria-expanded={!folded}
          onClick={onFold}
          className="group/fold flex min-h-8 w-full items-center gap-1 rounded-control px-2 text-small font-medium text-muted hover:text-ink pointer-coarse:min-h-11"
        >
          <span id={id}>{title}</span>
          <ChevronRight
            size={14}
            className={classes(
              'transition-[rotate,opacity] duration-(--appear)',
              !folded &&
                'rotate-90 opacity-0 group-hover/fold:opacity-100 group-focus-visible/fold:opacity-100',
            )}
          />
          {folded && <span className="ml-auto tabular-nums">{count}</span>}
        </button>
      </h2>
      {!folded && children}
    </section>
  )
}
