/** What somebody with an account finds in the menu of themselves. */
import { CircleUser, LogOut, Shield } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Link } from '../../browser'
import { Button } from '../../design'

export interface AccountMenuProps {
  accountHref: string
  /** Null for those who don't administer the server. */
  administrationHref: string | null
  onSignOut: () => void
}

const ROW =
  'flex min-h-(--target) items-center gap-2 rounded-control px-2 text-ui font-medium text-ink-soft hover:bg-hover'

export function AccountMenu({ accountHref, administrationHref, onSignOut }: AccountMenuProps) {
  const signOut = ({ currentTarget }: MouseEvent) => {
    // A question does not fit into what closes by itself.
    currentTarget.closest<HTMLElement>('[popover]')?.hidePopover?.()
    onSignOut()
  }
  return (
    <>
      <Link href={accountHref} className={ROW}>
        <CircleUser /> Account
      </Link>
      {administrationHref && (
        <Link href={administrationHref} className={ROW}>
          <Shield /> Administration
        </Link>
      )}
      <Button onClick={signOut} className="justify-start px-2!">
        <LogOut /> Sign out
      </Button>
    </>
  )
}
