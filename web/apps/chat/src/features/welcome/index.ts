/**
 * The first visit: choosing a name.
 *
 * - Welcome — the screen
 * - useNameCheck — whether somebody has it already
 */
export { Welcome } from './Welcome'
