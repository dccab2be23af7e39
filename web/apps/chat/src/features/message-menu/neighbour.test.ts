import { expect, it } from 'vitest'
import { neighbour } from './neighbour'

/** Three lines: five, two under another heading, four. */
const boxes = [5, 2, 4].flatMap((count, line) =>
  Array.from({ length: count }, (_, index) => ({ left: index * 36, top: line * 50 })),
)

it.each([
  [0, 'ArrowLeft', undefined],
  [4, 'ArrowRight', 5],
  [10, 'ArrowRight', undefined],
  [4, 'ArrowDown', 6],
  [6, 'ArrowDown', 8],
  [5, 'ArrowUp', 0],
  [2, 'ArrowUp', undefined],
  [9, 'ArrowDown', undefined],
  [3, 'Home', 0],
  [3, 'End', 10],
  [3, 'a', undefined],
  [-1, 'ArrowDown', undefined],
])('from %s, %s leads to %s', (from, key, to) => expect(neighbour(boxes, from, key)).toBe(to))
