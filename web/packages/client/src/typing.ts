/** Who else is typing, per conversation. A hint: nothing is asked for, and what is old goes by itself. */
import { type Environment, idle } from './environment'
import type { Store } from './model'
import type { ConversationId, UserId } from './protocol.gen'
import { Value } from './value'

/**
 * The server tells when the set changes and not while it stays, so somebody may type for long without news. This is
 * for the case that the end got lost.
 */
const EXPIRY_MS = 30_000
const NOBODY: readonly UserId[] = []

class Board {
  readonly value: Value<readonly UserId[]>
  readonly #environment: Environment
  #users: readonly UserId[] = NOBODY
  #cancel: () => void = idle

  constructor(environment: Environment) {
    this.#environment = environment
    this.value = new Value(environment, () => this.#users)
  }

  get users(): readonly UserId[] {
    return this.#users
  }

  set(users: readonly UserId[]): void {
    this.#cancel()
    if (users.length) this.#cancel = this.#environment.after(EXPIRY_MS, () => this.set(NOBODY))
    if (users.join() === this.#users.join()) return
    this.#users = users
    this.value.changed()
  }
}

export class Typing {
  readonly #environment: Environment
  readonly #me: UserId
  readonly #boards: Map<ConversationId, Board> = new Map()

  constructor(me: UserId, environment: Environment) {
    this.#me = me
    this.#environment = environment
  }

  /** The others who are typing there; the same store each time. */
  of(conversationId: ConversationId): Store<readonly UserId[]> {
    return this.#board(conversationId).value
  }

  /** These and no others are typing there, as the server says. */
  update(conversationId: ConversationId, users: readonly UserId[]): void {
    const others = users.filter(userId => userId !== this.#me)
    if (others.length || this.#boards.has(conversationId)) this.#board(conversationId).set(others)
  }

  /** Somebody's message came, so they are not typing any more. */
  spoke(conversationId: ConversationId, userId: UserId): void {
    const board = this.#boards.get(conversationId)
    if (board?.users.includes(userId)) board.set(board.users.filter(other => other !== userId))
  }

  /** The connection is gone: nobody can tell us that somebody stops. */
  clear(): void {
    for (const board of this.#boards.values()) board.set(NOBODY)
  }

  #board(conversationId: ConversationId): Board {
    let board = this.#boards.get(conversationId)
    if (!board) {
      board = new Board(this.#environment)
      this.#boards.set(conversationId, board)
    }
    return board
  }
}
