import { describe, expect, it } from 'vitest'
import { kept, MOST_ZOOM, moved, squareOf, WHOLE } from './crop'

const wide = { width: 400, height: 200 }

describe('the square that is kept of a picture', () => {
  it('is as large as it can be, in the middle', () => {
    expect(squareOf(WHOLE, wide)).toEqual({ left: 100, top: 0, side: 200 })
  })

  it('gets smaller as one comes nearer', () => {
    expect(squareOf({ ...WHOLE, zoom: 2 }, wide)).toEqual({ left: 150, top: 50, side: 100 })
  })

  it('goes the other way than the picture, as far as that reaches', () => {
    const right = moved(WHOLE, wide, { x: 50, y: 30 }, 100)
    expect(squareOf(right, wide)).toEqual({ left: 0, top: 0, side: 200 })
    const left = moved(WHOLE, wide, { x: -25, y: 0 }, 100)
    expect(squareOf(left, wide)).toEqual({ left: 150, top: 0, side: 200 })
  })

  it('never leaves the picture', () => {
    for (const x of [-3, 0, 0.3, 1, 7])
      for (const zoom of [0, 1, 2.5, 99]) {
        const crop = kept({ zoom, x, y: 1 - x }, wide)
        const { left, top, side } = squareOf(crop, wide)
        expect(crop.zoom).toBeLessThanOrEqual(MOST_ZOOM)
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(-1e-9)
        expect(left + side).toBeLessThanOrEqual(400 + 1e-9)
        expect(top + side).toBeLessThanOrEqual(200 + 1e-9)
      }
  })
})
