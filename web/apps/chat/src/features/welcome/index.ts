/**
 * The first visit: choosing a name.
 *
 * - Welcome — the screen
 * - userId — the id made from a name
 * - useNameCheck — whether somebody has it already
 */
export { Welcome } from './Welcome'
