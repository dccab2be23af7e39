/** A part of a page under a heading of its own. */
import { type ReactNode, useId } from 'react'

interface SectionProps {
  title: string
  /** Below the title. */
  lead?: ReactNode
  /** At the end of the title's line. */
  action?: ReactNode
  children: ReactNode
}

export function Section({ title, lead, action, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-title font-strong">
          {title}
        </h2>
        {action}
        {lead && <p className="w-full text-ui text-pretty text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  )
}

/** Lines of one kind, with hairlines between them. */
export function Lines({ children, label }: { children: ReactNode; label: string }) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y divide-hairline border-y border-hairline">
      {children}
    </ul>
  )
}

interface LineProps {
  /** At the beginning: a face or a mark. */
  face?: ReactNode
  title: ReactNode
  /** Below the title, smaller. */
  children?: ReactNode
  /** At the end: what can be done with it. */
  actions?: ReactNode
}

export function Line({ face, title, children, actions }: LineProps) {
  return (
    <li className="flex min-h-15 flex-wrap items-center gap-x-3 gap-y-1 py-2">
      {face}
      <div className="min-w-40 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 text-ui font-medium wrap-anywhere">{title}</div>
        {children && <div className="text-small text-muted wrap-anywhere">{children}</div>}
      </div>
      {actions && <div className="-mr-2 flex flex-wrap items-center">{actions}</div>}
    </li>
  )
}

/** A word or two about a line, in a frame of its own. */
export function Tag({
  children,
  look = 'plain',
}: {
  children: ReactNode
  look?: 'plain' | 'accent' | 'danger'
}) {
  const looks = {
    plain: 'bg-hover text-ink-soft',
    accent: 'bg-accent-soft text-accent',
    danger: 'border border-danger text-danger',
  }
  return <span className={`rounded-tail px-1.5 text-small font-medium ${looks[look]}`}>{children}</span>
}
