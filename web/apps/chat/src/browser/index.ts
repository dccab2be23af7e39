/**
 * What the browser knows: kept values, media queries, attention, leaving, time, the visible height.
 */
export { forgetKept, keep, readKept, useKeptElsewhere } from './kept'
export { TOUCH, useMediaQuery, WIDE } from './useMediaQuery'
export { useNow } from './useNow'
export { usePageActive } from './usePageActive'
export { useStay } from './useStay'
export { followViewport } from './viewport'
