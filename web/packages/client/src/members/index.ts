/**
 * @webchat/client/members: groups and channels, who is in them, and what is told of people. For `createChat`, as `members`.
 *
 * It must not know: how a request travels, or how anything is shown.
 *
 * - membership — what is asked for; follow — the chat's own lists; belonging — who came and went, by a notice
 * - member-list, live-list — who is in a conversation, and other lists that are read when somebody looks
 */
export type { LiveList, MakeMembers, MemberList, Members, NewConversation } from '../belonging'
export { membership } from './membership'
