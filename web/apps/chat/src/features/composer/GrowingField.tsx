/**
 * A field that grows with its text up to eight lines, then scrolls. Its space above and below is a border, because
 * padding would scroll away.
 */
import { type ComponentProps, type RefObject, useLayoutEffect } from 'react'
import { classes } from '../../design'

interface GrowingFieldProps extends ComponentProps<'textarea'> {
  field: RefObject<HTMLTextAreaElement | null>
}

export function GrowingField({ field, value, className, ...rest }: GrowingFieldProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = field.current
    if (!element) return
    element.style.height = 'auto'
    const borders = element.offsetHeight - element.clientHeight
    element.style.height = `${element.scrollHeight + borders}px`
  }, [value, field])
  return (
    <textarea
      ref={field}
      rows={1}
      value={value}
      className={classes(
        'max-h-[calc(8lh+24px)] resize-none overscroll-contain border-y-12 border-transparent',
        className,
      )}
      {...rest}
    />
  )
}
