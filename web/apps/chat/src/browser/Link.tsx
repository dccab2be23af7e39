/** A link to another address of the messenger; the page stays. With a modifier the browser does with it what it does. */
import type { ComponentProps, MouseEvent } from 'react'
import { navigate } from 'wouter/use-browser-location'

interface LinkProps extends ComponentProps<'a'> {
  href: string
}

export function Link({ href, ...rest }: LinkProps) {
  const onClick = (event: MouseEvent) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button !== 0
    if (elsewhere) return
    event.preventDefault()
    navigate(href)
  }
  return <a href={href} onClick={onClick} {...rest} />
}
