/**
 * One chat's part of the browser's storage: what waits to be sent is written before it goes out, what was read a
 * moment after it has changed. It must not know how anything is sent or shown.
 */
import { idle } from '../environment'
import type { KeepableChat, Kept, Letter } from '../kept'
import type { ChatState } from '../model'
import { onLeave } from '../page'
import type { ConversationId, MessageId, MessagePage } from '../protocol.gen'
import { isLists, isTimeline, type LetterRecord } from './checks'
import { Disk, type Found } from './disk'
import { Letters, readLetters, release, restore, share } from './letters'
import { restoreLists } from './lists'
import { Neighbours } from './neighbours'
import { Sharing } from './sharing'
import { Snapshots } from './snapshots'

/** Nobody waits longer for a disk; the server is asked instead. */
const PATIENCE_MS = 2_000
/** A burst is written once. */
const FLUSH_MS = 500

/** What is taken from the browser: the global ones unless given. Looked up when they are used. */
export interface KeepingOptions {
  readonly indexedDB?: IDBFactory
  readonly BroadcastChannel?: new (name: string) => BroadcastChannel
}

export class Keeping implements Kept {
  readonly #chat: KeepableChat
  readonly #options: KeepingOptions
  readonly #letters: Letters
  readonly #snapshots: Snapshots
  readonly #sharing: Sharing
  #disk: Disk | null = null
  #neighbours: Neighbours | null = null
  #epoch: string | undefined
  #isPainted = false
  #isSettled = false
  #settle: () => void = idle
  readonly #settled: Promise<void> = new Promise(resolve => {
    this.#settle = resolve
  })
  #isRunning = false
  #cancelFlush: () => void = idle
  #unlisten: () => void = idle

  constructor(chat: KeepableChat, options: KeepingOptions) {
    const { environment, outbox, state } = chat
    this.#chat = chat
    this.#options = options
    this.#letters = new Letters(environment.now)
    this.#snapshots = new Snapshots(chat)
    const isReachable = () => {
      const { socket, rest } = state.getState().connection
      return socket === 'connected' || rest === 'working'
    }
    this.#sharing = new Sharing(environment, isReachable, () => release(outbox))
  }

  get mode(): ChatState['storage'] {
    return this.#disk?.mode ?? 'kept'
  }

  get isRestored(): boolean {
    return this.#isPainted && this.#epoch === this.#chat.replica.epoch
  }

  start(): void {
    this.#isRunning = true
    this.#open()
    const unsubscribe = this.#chat.state.subscribe(() => this.#touch())
    const stay = onLeave(() => this.#flush())
    this.#unlisten = () => {
      unsubscribe()
      stay()
    }
    this.#neighbours?.open()
    this.#sharing.start()
    void this.#load()
  }

  stop(): void {
    this.#isRunning = false
    this.#unlisten()
    this.#flush()
    this.#sharing.stop()
    this.#neighbours?.close()
  }

  async forget(): Promise<void> {
    this.#letters.clear()
    this.#snapshots.forget()
    this.#chat.outbox.arrange(() => [])
    await this.#open().delete()
  }

  put(letter: Letter, isGone: boolean): void {
    const { id, delivery } = letter
    this.#sharing.delete(id)
    if (!this.#isSettled) letter.held = true
    if (isGone) this.#letters.delete(id)
    const record = isGone ? null : this.#letters.write(letter)
    void this.#disk?.save(id, record)
    // One that waited is gone because the server has it, and each tab hears that by itself.
    if (record || delivery.state === 'failed') this.#neighbours?.tell(record ?? id)
  }

  async recall(conversationId: ConversationId): Promise<MessagePage | null> {
    await this.#settled
    const value = await this.#soon(this.#open().timeline(conversationId))
    // What is shown may change from here on.
    this.#touch()
    const isTrue = isTimeline(value, conversationId) && value.epoch === this.#chat.replica.epoch
    return isTrue ? value.page : null
  }

  #open(): Disk {
    const { me, server, state } = this.#chat
    if (this.#disk) return this.#disk
    // The first version of what the records look like.
    const name = `webchat 1 ${server()} ${me}`
    const { indexedDB, BroadcastChannel } = this.#options
    this.#neighbours = new Neighbours(name, BroadcastChannel, {
      onLetter: record => this.#heard(record),
      onDiscarded: id => this.#chat.outbox.discard(id),
    })
    this.#disk = new Disk({
      name,
      factory: indexedDB,
      letters: () => this.#letters.all,
      onMode: () => state.changed(),
      onClosed: () => this.#isRunning && void this.#load(),
    })
    return this.#disk
  }

  async #load(): Promise<void> {
    const disk = this.#open()
    const found = await this.#soon(
      disk.open().then(found => {
        if (found) this.#restore(found)
        return found
      }),
    )
    if (!found) disk.mode = 'memory'
    this.#isSettled = true
    restore(this.#chat.outbox, [], id => this.#isHeld(id))
    this.#settle()
  }

  /** Also when it comes late. What was taken meanwhile is written now. */
  #restore({ letters, lists }: Found): void {
    const early = new Set([...this.#letters.all].map(({ id }) => id))
    const records = readLetters(letters)
    restore(this.#chat.outbox, records, id => this.#isHeld(id))
    for (const record of records) if (!early.has(record.id)) this.#letters.add(record)
    if (early.size) void this.#disk?.saveAll(false)
    if (!isLists(lists)) return
    this.#epoch ??= lists.epoch
    this.#isPainted ||= restoreLists(this.#chat, lists)
    this.#chat.state.changed()
  }

  /** What is older goes first, so nothing goes before that is known; and some is for other tabs to send. */
  #isHeld(id: MessageId): boolean {
    return !this.#isSettled || this.#sharing.has(id)
  }

  /** From another tab. */
  #heard(record: LetterRecord): void {
    this.#letters.add(record)
    if (share(this.#chat.outbox, record)) this.#sharing.add(record.id)
  }

  #touch(): void {
    if (!this.#isRunning || this.#cancelFlush !== idle) return
    this.#cancelFlush = this.#chat.environment.after(FLUSH_MS, () => this.#flush())
  }

  #flush(): void {
    this.#cancelFlush()
    this.#cancelFlush = idle
    if (!this.#disk?.isOpen) return
    const snapshot = this.#snapshots.take(this.#epoch)
    if (snapshot) void this.#disk.saveSnapshot(snapshot)
  }

  /** Null if it takes too long, or fails. */
  async #soon<Value>(promise: Promise<Value>): Promise<Value | null> {
    let cancel = idle
    const late = new Promise<null>(resolve => {
      cancel = this.#chat.environment.after(PATIENCE_MS, () => resolve(null))
    })
    const first = await Promise.race([promise.catch(() => null), late])
    cancel()
    return first
  }
}
