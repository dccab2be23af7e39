/**
 * Oneself: name, theme, leaving, and whether one is there.
 *
 * - MeMenu — the button at the top of the list; MePanel — what it opens (ThemeChoice, Leave), loaded after the page
 * - ProfileDialog — what others see of me (StatusFields, ZoneField, profileForm), loaded after the page
 * - theme — light, dark or the system's
 * - usePresence — as chosen (presence), else away after five minutes without a sign (useAway)
 */
export { MeMenu } from './MeMenu'
export { applyKeptTheme } from './theme'
export { usePresence } from './usePresence'
