/**
 * What the browser knows: kept values, addresses, media queries, attention, leaving, time, the visible height.
 * And what of the program it loads later. Only what is loaded later uses copy, useAnswer, useDeed and useAttempt, so they
 * are not exported here: the clipboard, and requests of a screen.
 */
export { forgetKept, keep, readKept, useKeptElsewhere } from './kept'
export { Link } from './Link'
export { useLater } from './useLater'
export { ROOMY, TOUCH, useMediaQuery, WIDE } from './useMediaQuery'
export { useNow } from './useNow'
export { usePageActive } from './usePageActive'
export { useStay } from './useStay'
export { followViewport } from './viewport'
