/** Something small above everything else, beside what it belongs to. It goes along when that is scrolled. */
import { type ComponentProps, type RefObject, useCallback, useEffect, useLayoutEffect } from 'react'
import { classes } from './classes'
import { placeBeside } from './place'

interface FloatingProps extends ComponentProps<'div'> {
  anchor: Element
  box: RefObject<HTMLDivElement | null>
}

/** Shown while it is mounted. */
export function Floating({ anchor, box, className, ...rest }: FloatingProps) {
  const place = useCallback(() => {
    const element = box.current
    // What has been scrolled out of the list is in no place; it was last where this is.
    if (!element || !anchor.isConnected) return
    const view = { width: window.innerWidth, height: window.innerHeight }
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), element.getBoundingClientRect(), view)
    Object.assign(element.style, { left: `${left}px`, top: `${top}px` })
  }, [anchor, box])
  useEffect(() => {
    const options = { capture: true, passive: true }
    for (const name of ['scroll', 'resize']) window.addEventListener(name, place, options)
    return () => {
      for (const name of ['scroll', 'resize']) window.removeEventListener(name, place, options)
    }
  }, [place])
  useLayoutEffect(() => {
    const element = box.current
    element?.showPopover?.()
    return () => element?.hidePopover?.()
  }, [box])
  useLayoutEffect(place)
  return (
    <div
      ref={box}
      popover="manual"
      className={classes('fixed inset-auto m-0 animate-appear shadow-float', className)}
      {...rest}
    />
  )
}
