/**
 * Oneself: name, theme, leaving, and whether one is there.
 *
 * - MeMenu — the button at the top of the list and the panel it opens (ThemeChoice, ChangeName, Leave)
 * - theme — light, dark or the system's
 * - usePresence — as chosen (presence), else away after five minutes without a sign (useAway)
 */
export { MeMenu } from './MeMenu'
export { applyKeptTheme } from './theme'
export { usePresence } from './usePresence'
