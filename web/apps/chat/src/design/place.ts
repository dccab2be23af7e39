/** Where something that floats stands: above what it belongs to, below if there is no room, never over the edge. */

interface Size {
  readonly width: number
  readonly height: number
}

/** As little as possible of it may touch the edge or what it belongs to. */
const EDGE_PX = 8
const GAP_PX = 6

function within(value: number, most: number): number {
  return Math.max(EDGE_PX, Math.min(value, most - EDGE_PX))
}

export function placeBeside(
  anchor: DOMRectReadOnly,
  { width, height }: Size,
  view: Size,
): { left: number; top: number } {
  const above = anchor.top - GAP_PX - height
  const top = above >= EDGE_PX ? above : anchor.bottom + GAP_PX
  const left = anchor.left + anchor.width / 2 - width / 2
  return { left: within(left, view.width - width), top: within(top, view.height - height) }
}
