/**
 * The newest messages of a conversation as they were kept, in the place of the server's newest page, for who has not
 * been there since the page began. What has changed since is the timeline's to find out, as after a broken connection.
 */

import { isJoined } from '../ids'
import type { KeptChat } from '../kept'
import type { ConversationId, MessagePage, Seq } from '../protocol.gen'
import type { Api } from '../rest'
import { readUnread } from '../unread-pages'
import { isTimeline } from './checks'
import type { Disk } from './disk'
import { soon } from './patience'

export class KeptPages {
  readonly #chat: KeptChat
  readonly #disk: Disk
  readonly #load: () => Promise<void>
  readonly #read: Api['messages']
  /** Where what was recalled ends. */
  readonly #heads: Map<ConversationId, Seq> = new Map()

  /** `load` resolves once the lists are shown that were kept with the pages. */
  constructor(chat: KeptChat, disk: Disk, load: () => Promise<void>) {
    this.#chat = chat
    this.#disk = disk
    this.#load = load
    this.#read = chat.api.messages.bind(chat.api)
  }

  /** From here on what the chat reads may come from the disk. */
  show(): void {
    this.#chat.api.messages = (id, before, limit) =>
      before === undefined ? this.#newest(id, limit) : this.#older(id, before, limit)
  }

  async #newest(id: ConversationId, limit?: number): Promise<MessagePage> {
    const cursor = this.#cursorOf(id)
    const kept = cursor === null && (await this.#recall(id))
    if (kept) return kept
    // So much has changed that nothing of what is shown counts: it is opened as if nothing had been kept.
    const isOpened = cursor !== undefined && cursor === this.#heads.get(id)
    return isOpened ? this.#reopen(id) : this.#read(id, undefined, limit)
  }

  /** What is kept is shown before the server is asked how far back there is something to read. */
  async #older(id: ConversationId, before: Seq, limit?: number): Promise<MessagePage> {
    const isOpening = this.#cursorOf(id) === null && this.#heads.has(id)
    if (isOpening && !this.#isReady) throw new Error('There is nobody to ask yet.')
    return this.#read(id, before, limit)
  }

  async #recall(id: ConversationId): Promise<MessagePage | null> {
    const { replica, environment } = this.#chat
    await this.#load()
    // What is kept of it is on its way out.
    if (isJoined(id) && !replica.conversations.find(id)) return null
    const value = await soon(environment, this.#disk.timeline(id))
    if (!isTimeline(value, id) || value.epoch !== replica.cursors()?.epoch) return null
    // What is kept tells what is unread; and once the lists were read, nobody says again how far it has come.
    replica.settle()
    if (this.#isReady) replica.timelines.find(id)?.catchUp(replica.conversations.find(id)?.head)
    this.#heads.set(id, value.page.head)
    return value.page
  }

  async #reopen(id: ConversationId): Promise<MessagePage> {
    const { conversations } = await this.#chat.api.conversations()
    const known = conversations.find(({ conversationId }) => conversationId === id)
    const unreadAfter = Promise.resolve(known?.unread ? known.readSeq : null)
    return readUnread({ messages: this.#read }, id, unreadAfter)
  }

  get #isReady(): boolean {
    return this.#chat.state.getState().status === 'ready'
  }

  /** Null if the conversation is being opened; undefined if nobody has asked for it. */
  #cursorOf(id: ConversationId): Seq | null | undefined {
    return this.#chat.replica.timelines.find(id)?.data.cursor
  }
}
