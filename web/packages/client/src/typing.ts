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

interface Board {
  readonly value: Value<readonly UserId[]>
  users: readonly UserId[]
  cancel: () => void
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
    if (others.length || this.#boards.has(conversationId)) this.#set(this.#board(conversationId), others)
  }

  /** Somebody's message came, so they are not typing any more. */
  spoke(conversationId: ConversationId, userId: UserId): void {
    const users = this.#boards.get(conversationId)?.users
    if (users?.includes(userId))
      this.update(
        conversationId,
        users.filter(other => other !== userId),
      )
  }

  /** The connection is gone: nobody can tell us that somebody stops. */
  clear(): void {
    for (const board of this.#boards.values()) this.#set(board, NOBODY)
  }

  #board(conversationId: ConversationId): Board {
    const known = this.#boards.get(conversationId)
    if (known) return known
    const board: Board = {
      value: new Value(this.#environment, () => board.users),
      users: NOBODY,
      cancel: idle,
    }
    this.#boards.set(conversationId, board)
    return board
  }

  #set(board: Board, users: readonly UserId[]): void {
    board.cancel()
    if (users.length) board.cancel = this.#environment.after(EXPIRY_MS, () => this.#set(board, NOBODY))
    if (users.join() === board.users.join()) return
    board.users = users
    board.value.changed()
  }
}
