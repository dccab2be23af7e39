/** The buttons of a dialog. They stay in view where there is more than fits. */
import type { ReactNode } from 'react'

export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 -mx-6 -mb-6 flex justify-end gap-2 bg-raised px-6 pt-2 pb-4">
      {children}
    </div>
  )
}
