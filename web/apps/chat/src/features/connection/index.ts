/**
 * The connection, as people see it.
 *
 * - describe — its state in words
 * - useConnectionWords — the same, counting down
 * - ConnectionIndicator — in the header
 * - ConnectionBar — when something is wrong; StorageNote — when this browser keeps nothing
 */
export { ConnectionBar } from './ConnectionBar'
export { ConnectionIndicator } from './ConnectionIndicator'
export type { ConnectionWords } from './describe'
export { StorageNote } from './StorageNote'
export { useConnectionWords } from './useConnectionWords'
