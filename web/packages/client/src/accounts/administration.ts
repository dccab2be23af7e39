/**
 * @webchat/client/administration: what those may do who administer a server. One request each; nothing is tried again, and
 * nothing is remembered. It must not know how anything is shown.
 */
import { addresses } from '../addresses'
import { environment } from '../environment'
import type {
  AccountList,
  AccountRecord,
  AddAccount,
  AuditLog,
  ChangeAccount,
  ChannelRecord,
  ChannelRecords,
  ConversationId,
  LinkList,
  MadeLink,
  NewInvitation,
  Overview,
  ReportList,
  ReportRecord,
  UserId,
} from '../protocol.gen'
import { Rest } from '../rest'
import type { AccountsOptions } from '.'

/** Every function rejects with a `ChatError`, whose sentence is for people. */
export interface Administration {
  overview(): Promise<Overview>
  /** By their ids, from behind `after` on. */
  accounts(after?: UserId, limit?: number): Promise<AccountList>
  /** Adds somebody, who sets a password by the link. */
  addAccount(account: AddAccount): Promise<MadeLink>
  changeAccount(userId: UserId, change: ChangeAccount): Promise<AccountRecord>
  /** A link that sets another password. */
  resetAccount(userId: UserId): Promise<MadeLink>
  links(): Promise<LinkList>
  invite(invitation: NewInvitation): Promise<MadeLink>
  revokeLink(linkId: string): Promise<LinkList>
  channels(): Promise<ChannelRecords>
  archiveChannel(conversationId: ConversationId, archived: boolean): Promise<ChannelRecord>
  reports(): Promise<ReportList>
  settleReport(reportId: number, deleteMessage: boolean): Promise<ReportRecord>
  /** The newest first, from before `before` on. */
  audit(before?: number, limit?: number): Promise<AuditLog>
}

/** Nothing is asked before a function is called. */
export function administration(options: AccountsOptions = {}): Administration {
  const rest = new Rest(() => addresses(options.url).rest, environment(options))
  const ask = <Answer>(path: string, query = {}, init?: RequestInit) =>
    rest.request<Answer>(`/api/v1/admin/${path}`, query, init)
  const tell = <Answer>(path: string, body: object) => rest.post<Answer>(`/api/v1/admin/${path}`, {}, body)
  const part = encodeURIComponent
  return {
    overview: () => ask('overview'),
    accounts: (after, limit) => ask('accounts', { after, limit }),
    addAccount: account => tell('accounts', account),
    changeAccount: (userId, change) => tell(`accounts/${part(userId)}`, change),
    resetAccount: userId => tell(`accounts/${part(userId)}/reset`, {}),
    links: () => ask('links'),
    invite: invitation => tell('invitations', invitation),
    revokeLink: linkId => ask(`links/${part(linkId)}`, {}, { method: 'DELETE' }),
    channels: () => ask('channels'),
    archiveChannel: (conversationId, archived) => tell(`channels/${part(conversationId)}`, { archived }),
    reports: () => ask('reports'),
    settleReport: (reportId, deleteMessage) => tell(`reports/${reportId}`, { deleteMessage }),
    audit: (before, limit) => ask('audit', { before, limit }),
  }
}
