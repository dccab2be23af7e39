import { describe, expect, it } from 'vitest'
import { bytesOf, spanOf } from './numbers'

const tenths = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 })

describe('numbers', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_500, `${tenths.format(1.5)} kB`],
    [45_300_000, '45 MB'],
    [9_960_000_000, `${tenths.format(9.96)} GB`],
  ])('%s bytes are %s', (bytes, words) => expect(bytesOf(bytes)).toBe(words))

  it.each([
    [0, '0 minutes'],
    [60_000, '1 minute'],
    [3 * 3_600_000, '3 hours'],
    [50 * 3_600_000, '2 days'],
  ])('%s ms are %s', (ms, words) => expect(spanOf(ms)).toBe(words))
})
