/**
 * One chat's part of the browser's storage: what waits to be sent is written before it goes out, what was read a moment
 * after it has changed. It must not know how anything is sent or shown.
 */
import { addresses } from '../addresses'
import { idle } from '../environment'
import type { Keeping, KeptChat } from '../kept'
import type { ChatState } from '../model'
import type { Entry } from '../outbox'
import { onLeave } from '../page'
import type { Told } from '../pending-changes'
import type { ConversationId, MessagePage } from '../protocol.gen'
import { isLists, isTimeline } from './checks'
import { Disk, type Found } from './disk'
import { KeptLists } from './lists'
import { Mail } from './mail'
import { Snapshots } from './snapshots'

/** Nobody waits longer for a disk; the server is asked instead. */
const PATIENCE_MS = 2_000
/** A burst is written once. */
const FLUSH_MS = 500

/** What is taken from the browser: the global ones unless given. Looked up when they are used. */
export interface KeeperOptions {
  readonly indexedDB?: IDBFactory
  readonly BroadcastChannel?: new (name: string) => BroadcastChannel
  readonly locks?: LockManager
}

export class Keeper implements Keeping {
  readonly #chat: KeptChat
  readonly #disk: Disk
  readonly #mail: Mail
  readonly #lists: KeptLists
  readonly #snapshots: Snapshots
  /** The history that what is kept is of. */
  #epoch: string | undefined
  #isShown = false
  #isRunning = false
  #isForgotten = false
  #loading: Promise<void> | null = null
  #cancelFlush: () => void = idle
  #unlisten: () => void = idle

  constructor(chat: KeptChat, { indexedDB, BroadcastChannel, locks }: KeeperOptions) {
    // The first form of what is kept.
    const name = () => `webchat 1 ${addresses(chat.url).rest} ${chat.userId}`
    this.#chat = chat
    this.#disk = new Disk({
      name,
      factory: indexedDB,
      letters: () => this.#mail.mine,
      onMode: () => chat.state.changed(),
      onClosed: () => this.#load(),
    })
    this.#mail = new Mail(chat, this.#disk, { name, BroadcastChannel, locks })
    this.#lists = new KeptLists(chat)
    this.#snapshots = new Snapshots(chat)
    const read = chat.api.messages.bind(chat.api)
    chat.api.messages = async (id, before, limit) =>
      (before === undefined && (await this.#recall(id))) || read(id, before, limit)
    chat.state.subscribe(() => this.#look())
  }

  put(entry: Entry<Told>): void {
    if (!this.#isForgotten) this.#mail.put(entry)
  }

  overlay(status: ChatState['status']): Required<Pick<ChatState, 'status' | 'storage'>> {
    const isKept = this.#isShown && this.#epoch === this.#chat.replica.cursors()?.epoch
    return { status: isKept && status !== 'ready' ? 'kept' : status, storage: this.#disk.mode }
  }

  async forget(): Promise<void> {
    if (this.#isRunning) this.#stop()
    this.#isForgotten = true
    this.#mail.forget()
    await this.#disk.delete()
    this.#disk.mode = 'memory'
  }

  /** The chat is started and stopped by whom it belongs to; that shows. */
  #look(): void {
    const { connection, status } = this.#chat.state.getState()
    const isRunning = connection.socket !== 'stopped'
    if (this.#isForgotten) return
    if (isRunning && !this.#isRunning) this.#start()
    if (!isRunning && this.#isRunning) this.#stop()
    if (status === 'ready') this.#mail.confirm()
    if (isRunning) this.#touch()
  }

  #start(): void {
    this.#isRunning = true
    this.#unlisten = onLeave(() => this.#flush())
    this.#mail.open()
    this.#load()
  }

  #stop(): void {
    this.#isRunning = false
    this.#unlisten()
    this.#flush()
    this.#mail.close()
  }

  #load(): Promise<void> {
    this.#loading = this.#read()
    return this.#loading
  }

  async #read(): Promise<void> {
    const found = await this.#soon(
      this.#mail.alone(async () => {
        const found = await this.#disk.open()
        if (found && !this.#isForgotten) await this.#restore(found)
        return found
      }),
    )
    if (!found) this.#disk.mode = 'memory'
    this.#mail.settle()
  }

  /** Also when it comes late. */
  async #restore({ letters, lists }: Found): Promise<void> {
    if (isLists(lists)) {
      this.#epoch ??= lists.epoch
      this.#isShown ||= this.#lists.show(lists)
      this.#chat.state.changed()
    }
    await this.#mail.restore(letters)
  }

  /** The newest messages as they were kept, for who has not been here since the page began. */
  async #recall(id: ConversationId): Promise<MessagePage | null> {
    const { replica, state } = this.#chat
    const timeline = replica.timelines.find(id)
    if (this.#isForgotten || timeline?.data.cursor !== null) return null
    await (this.#loading ?? this.#load())
    const value = await this.#soon(this.#disk.timeline(id))
    if (!isTimeline(value, id) || value.epoch !== replica.cursors()?.epoch) return null
    // What is kept tells what is unread; and once the lists were read, nobody says again how far it has come.
    replica.settle()
    if (state.getState().status === 'ready') timeline.catchUp(replica.conversations.find(id)?.head)
    return value.page
  }

  #touch(): void {
    if (this.#cancelFlush !== idle) return
    this.#cancelFlush = this.#chat.environment.after(FLUSH_MS, () => this.#flush())
  }

  #flush(): void {
    this.#cancelFlush()
    this.#cancelFlush = idle
    const snapshot = this.#disk.isOpen ? this.#snapshots.take(this.#epoch) : null
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
