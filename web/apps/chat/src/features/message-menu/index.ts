/**
 * What can be done with a message, once one has asked for it. Loaded after the page.
 *
 * - MessageMenu — beside the message (MenuPopover), or as a sheet for fingers (MenuSheet, SheetActions)
 * - QuickReactions, EmojiPicker — what one can react with (emoji, findEmoji)
 * - ReportDialog — telling those who run the server of a message
 * - neighbour — where the arrow keys lead
 */
export { MessageMenu } from './MessageMenu'
export { ReportDialog } from './ReportDialog'
