/**
 * @webchat/client/accounts: who asks, signing in and out, links, and what belongs to one's own account. One request each;
 * nothing is tried again, and nothing is remembered. It must not know how anything is shown.
 */
import { addresses } from '../addresses'
import { type EnvironmentOptions, environment } from '../environment'
import type {
  AcceptedInvitation,
  ChangePassword,
  ClosedSessions,
  LinkSight,
  MadeToken,
  Me,
  NewAccount,
  NewToken,
  ResetPassword,
  SessionList,
  SessionState,
  SignIn,
} from '../protocol.gen'
import { Rest } from '../rest'

export interface AccountsOptions extends Pick<EnvironmentOptions, 'fetch' | 'timers'> {
  /** Where the server is; where the page came from unless given. */
  readonly url?: string
}

/** Every function rejects with a `ChatError`, whose sentence is for people. */
export interface Accounts {
  /** How this server knows people, and who asks. */
  session(): Promise<SessionState>
  signIn(who: SignIn): Promise<SessionState>
  signOut(): Promise<SessionState>
  /** Gets an account, with a link or where everybody may, and signs it in. */
  signUp(account: NewAccount): Promise<SessionState>
  /** What a link is for. It stays unused. */
  link(secret: string): Promise<LinkSight>
  /** Takes an invitation for somebody who has an account. */
  accept(secret: string): Promise<AcceptedInvitation>
  /** Sets another password with a link, and signs in. */
  reset(reset: ResetPassword): Promise<SessionState>
  /** One's own sessions, those used last first. */
  sessions(): Promise<SessionList>
  endSession(sessionId: string): Promise<ClosedSessions>
  /** All other browsers; programs stay. */
  endOtherSessions(): Promise<ClosedSessions>
  makeToken(token: NewToken): Promise<MadeToken>
  changePassword(passwords: ChangePassword): Promise<ClosedSessions>
  /** PNG, JPEG, WebP or GIF. */
  setAvatar(picture: Blob): Promise<Me>
  removeAvatar(): Promise<Me>
}

/** Nothing is asked before a function is called. */
export function accounts(options: AccountsOptions = {}): Accounts {
  const rest = new Rest(() => addresses(options.url).rest, environment(options))
  const ask = <Answer>(path: string, init?: RequestInit) => rest.request<Answer>(`/api/v1/${path}`, {}, init)
  const tell = <Answer>(path: string, body: object) => rest.post<Answer>(`/api/v1/${path}`, {}, body)
  const remove = <Answer>(path: string) => ask<Answer>(path, { method: 'DELETE' })
  return {
    session: () => ask('session'),
    signIn: who => tell('session', who),
    signOut: () => remove('session'),
    signUp: account => tell('accounts', account),
    link: link => tell('links', { link }),
    accept: link => tell('invitations/accept', { link }),
    reset: reset => tell('reset', reset),
    sessions: () => ask('me/sessions'),
    endSession: sessionId => remove(`me/sessions/${encodeURIComponent(sessionId)}`),
    endOtherSessions: () => remove('me/sessions'),
    makeToken: token => tell('me/tokens', token),
    changePassword: passwords => tell('me/password', passwords),
    setAvatar: picture =>
      ask('me/avatar', { method: 'PUT', body: picture, headers: { 'content-type': picture.type } }),
    removeAvatar: () => remove('me/avatar'),
  }
}
