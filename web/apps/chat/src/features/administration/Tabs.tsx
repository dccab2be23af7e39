/** From one part of the administration to another: at the side, or on phones in a row that can be moved. */
import { useEffect, useRef } from 'react'
import { Link } from '../../browser'
import { classes } from '../../design'
import { PARTS } from './parts'

export function Tabs({ base, open }: { base: string; open: string }) {
  const current = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is open
  useEffect(() => {
    // In some browsers it answers with a promise, which is nothing to clean up with.
    void current.current?.scrollIntoView?.({ inline: 'center', block: 'nearest' })
  }, [open])
  return (
    <nav
      aria-label="Administration"
      className="shrink-0 border-hairline bg-aside max-wide:overflow-x-auto max-wide:border-b wide:w-56 wide:border-r"
    >
      <ul className="flex gap-1 p-2 wide:flex-col wide:p-3">
        {PARTS.map(({ path, label, icon: Icon }) => (
          <li key={path} ref={path === open ? current : undefined}>
            <Link
              href={base + path}
              aria-current={path === open ? 'page' : undefined}
              className={classes(
                'flex min-h-(--target) items-center gap-3 rounded-control px-3 text-ui font-medium whitespace-nowrap',
                path === open ? 'bg-accent-soft text-accent' : 'text-ink-soft hover:bg-hover',
              )}
            >
              <Icon className="max-wide:hidden" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
