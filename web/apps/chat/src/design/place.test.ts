import { describe, expect, it } from 'vitest'
import { placeBeside } from './place'

const view = { width: 400, height: 800 }
const box = { width: 100, height: 50 }
const at = (left: number, top: number) => placeBeside(new DOMRect(left, top, 20, 20), box, view)

describe('what floats', () => {
  it('stands above what it belongs to, in its middle', () => {
    expect(at(200, 300)).toEqual({ left: 160, top: 244 })
  })

  it('stands below where there is no room above', () => {
    expect(at(200, 30)).toEqual({ left: 160, top: 56 })
  })

  it('never hangs over the edge', () => {
    expect(at(0, 300).left).toBe(8)
    expect(at(390, 300).left).toBe(292)
    expect(placeBeside(new DOMRect(0, 10, 20, 20), { width: 100, height: 790 }, view).top).toBe(8)
  })
})
