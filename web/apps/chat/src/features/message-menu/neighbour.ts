/** Where an arrow key leads among things that stand in lines, however many there are in each. */

type Box = Pick<DOMRectReadOnly, 'left' | 'top'>

/** Those of the next line that differs, in the direction; -1 is up. */
function nextLine(boxes: readonly Box[], from: Box, step: number): number[] {
  const ahead = boxes.filter(({ top }) => (top - from.top) * step > 1).map(({ top }) => top)
  const line = step > 0 ? Math.min(...ahead) : Math.max(...ahead)
  return boxes.flatMap(({ top }, index) => (Math.abs(top - line) <= 1 ? [index] : []))
}

/** The index it leads to; undefined where the key is no arrow or there is nothing further. */
export function neighbour(boxes: readonly Box[], current: number, key: string): number | undefined {
  const from = boxes[current]
  if (!from) return undefined
  if (key === 'ArrowLeft') return current > 0 ? current - 1 : undefined
  if (key === 'ArrowRight') return current < boxes.length - 1 ? current + 1 : undefined
  if (key === 'Home') return 0
  if (key === 'End') return boxes.length - 1
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const away = (index: number) => Math.abs((boxes[index]?.left ?? 0) - from.left)
  const line = nextLine(boxes, from, key === 'ArrowDown' ? 1 : -1)
  return line.sort((one, other) => away(one) - away(other))[0]
}

/** For the `onKeyDown` of what holds the buttons. Whether it led somewhere. */
export function moveFocus(holder: Element, key: string): boolean {
  const buttons = [...holder.querySelectorAll<HTMLElement>('button')]
  const boxes = buttons.map(button => button.getBoundingClientRect())
  const next = neighbour(boxes, buttons.indexOf(document.activeElement as HTMLElement), key)
  if (next === undefined) return false
  buttons[next]?.focus()
  return true
}
