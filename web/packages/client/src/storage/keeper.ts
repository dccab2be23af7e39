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
import { isLists } from './checks'
import { Disk } from './disk'
import { KeptLists } from './lists'
import { Mail } from './mail'
import { KeptPages } from './pages'
import { soon } from './patience'
import { Snapshots } from './snapshots'

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
      onDeleted: () => this.#mail.letGo(),
    })
    this.#mail = new Mail(chat, this.#disk, { name, BroadcastChannel, locks })
    this.#lists = new KeptLists(chat)
    this.#snapshots = new Snapshots(chat)
    new KeptPages(chat, this.#disk, () => this.#loading ?? this.#load()).show()
    chat.state.subscribe(() => this.#look())
  }

  put(entry: Entry<Told>): void {
    if (!this.#isForgotten) this.#mail.put(entry)
  }

  overlay(status: ChatState['status']): Required<Pick<ChatState, 'status' | 'storage'>> {
    const isKept = this.#isShown && this.#epoch === this.#chat.replica.cursors()?.epoch
    return { status: isKept && status !== 'ready' ? 'kept' : status, storage: this.#disk.mode }
  }

  /** Nobody waits for a tab that hangs and has the database open: nothing is in it any more. */
  async forget(): Promise<void> {
    if (this.#isRunning) this.#stop()
    this.#isForgotten = true
    this.#mail.forget()
    await soon(this.#chat.environment, this.#disk.delete())
    this.#mail.end()
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

  async #load(): Promise<void> {
    if (this.#isForgotten) return
    this.#loading = this.#read()
    await this.#loading
  }

  async #read(): Promise<void> {
    const isRead = await soon(this.#chat.environment, this.#restore())
    if (!isRead) this.#disk.mode = 'memory'
    this.#mail.settle()
  }

  /** Also when it comes late. Whether there was anything to read from. */
  async #restore(): Promise<boolean> {
    const found = await this.#disk.open()
    if (!found || this.#isForgotten) return found !== null
    const { letters, lists } = found
    if (isLists(lists)) {
      this.#epoch ??= lists.epoch
      this.#isShown ||= this.#lists.show(lists)
      this.#chat.state.changed()
    }
    await this.#mail.restore(letters)
    return true
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
}
