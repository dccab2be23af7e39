/** Parts of the panel: a heading with what belongs under it, and things that can be done. */
import type { ReactNode } from 'react'
import { Button } from '../../design'

export function Section({
  title,
  aside,
  children,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="flex flex-col border-t border-hairline py-3">
      <div className="flex min-h-(--target) items-center justify-between gap-2">
        <h3 className="text-ui font-medium text-muted">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}

interface DoProps {
  icon: ReactNode
  label: string
  danger?: boolean
  onDo: () => void
}

export function Do({ icon, label, danger, onDo }: DoProps) {
  return (
    <Button look={danger ? 'danger' : 'quiet'} onClick={onDo} className="-mx-2 justify-start! px-2!">
      {icon}
      {label}
    </Button>
  )
}
