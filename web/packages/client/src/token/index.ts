/**
 * @webchat/client/token: a chat inside another application, which says who this is by tokens that it signs. It must not
 * know what a token says, but for when it ends.
 */
export type { TokenSource } from './pass'
export { withToken } from './with-token'
