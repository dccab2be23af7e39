/**
 * What the browser knows: kept values, media queries, attention, time, the visible height.
 */
export { forgetKept, keep, readKept } from './kept'
export { TOUCH, useMediaQuery, WIDE } from './useMediaQuery'
export { useNow } from './useNow'
export { usePageActive } from './usePageActive'
export { followViewport } from './viewport'
