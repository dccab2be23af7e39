/** Requests: one wrapper around `fetch`, and what the server offers by REST. Never tries again by itself. */
import type { Environment } from './environment'
import { asChatError, ChatError } from './error'
import type {
  Changes,
  Command,
  ConversationId,
  ConversationList,
  ErrorCode,
  Event,
  MessageId,
  MessagePage,
  PersonList,
  Seq,
  UserId,
} from './protocol.gen'

/** Messages in a page: two to three screens. */
const PAGE = 50
const TIMEOUT_MS = 10_000

type Query = Readonly<Record<string, string | number | undefined>>

interface Refusal {
  readonly message?: string
  /** How classic answers spell `message`. */
  readonly error?: string
  readonly code?: ErrorCode
  readonly id?: MessageId
  readonly retryAfterMs?: number
}

/** Rejects with a `ChatError`, whatever goes wrong. */
export class Rest {
  readonly #base: () => string
  readonly #environment: Environment
  readonly #onSignedOut: (() => void) | undefined

  /** `onSignedOut`: the server does not know who asks. */
  constructor(base: () => string, environment: Environment, onSignedOut?: () => void) {
    this.#base = base
    this.#environment = environment
    this.#onSignedOut = onSignedOut
  }

  /** With `keepalive` the request outlives the page; its body is limited to 64 KiB by browsers. */
  post<Answer>(path: string, query: Query, body: object, more?: RequestInit): Promise<Answer> {
    const headers = { 'content-type': 'application/json' }
    return this.request(path, query, { method: 'POST', headers, body: JSON.stringify(body), ...more })
  }

  /** Gives up after a while, unless there is a `signal` to give it up with. */
  async request<Answer>(path: string, query: Query, init?: RequestInit): Promise<Answer> {
    const abort = new AbortController()
    const cancel = this.#environment.after(TIMEOUT_MS, () => abort.abort())
    try {
      const url = `${this.#base()}${path}${spell(query)}`
      const response = await this.#environment.fetch(url, { signal: abort.signal, ...init })
      const answer: unknown = await response.json().catch(() => null)
      if (response.ok && answer !== null) return answer as Answer
      if (response.status === 401) this.#onSignedOut?.()
      throw refusal(response.status, answer as Refusal | null)
    } catch (thrown) {
      throw asChatError(thrown)
    } finally {
      cancel()
    }
  }
}

/** Without what is undefined. */
function spell(query: Query): string {
  const text = `${new URLSearchParams(JSON.parse(JSON.stringify(query)))}`
  return text && `?${text}`
}

function refusal(status: number, answer: Refusal | null): ChatError {
  const message = answer?.message ?? answer?.error ?? `Couldn't do this (HTTP ${status}).`
  return new ChatError(message, { ...answer, status })
}

/** Protocol 2 by REST, as one user. */
export class Api {
  readonly #rest: Rest
  readonly #userId: UserId

  constructor(rest: Rest, userId: UserId) {
    this.#rest = rest
    this.#userId = userId
  }

  users(): Promise<PersonList> {
    return this.#get('users')
  }

  conversations(): Promise<ConversationList> {
    return this.#get('conversations')
  }

  /** The newest page, or the one before a message. */
  messages(conversationId: ConversationId, before?: Seq, limit: number = PAGE): Promise<MessagePage> {
    return this.#get(`conversations/${encodeURIComponent(conversationId)}/messages`, { before, limit })
  }

  changes(conversationId: ConversationId, after: Seq): Promise<Changes> {
    return this.#get(`conversations/${encodeURIComponent(conversationId)}/changes`, { after })
  }

  /** The event that acknowledges the command. */
  command(command: Command, keepalive = false): Promise<Event> {
    return this.#rest.post('/api/v1/commands', { userId: this.#userId }, command, { keepalive })
  }

  #get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    return this.#rest.request(`/api/v1/${path}`, { userId: this.#userId, ...query })
  }
}
