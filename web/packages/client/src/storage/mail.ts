/**
 * The outbox of one tab among those of one user: written down, found again, and divided among the tabs, so that each
 * letter is sent by one of them and none is lost with the tab where it was written. What is sent twice all the same is
 * one message at the server; a change of a message is never sent by two.
 */
import type { KeptChat } from '../kept'
import type { Entry } from '../outbox'
import type { Told } from '../pending-changes'
import type { MessageId } from '../protocol.gen'
import type { LetterRecord } from './checks'
import type { Disk } from './disk'
import { Holds } from './holds'
import { arrange, isKept, Letters, post, readLetters, share } from './letters'
import { Neighbours } from './neighbours'
import { Owners } from './owners'
import { Sharing } from './sharing'

export interface MailOptions {
  /** What the tabs of one user have in common. */
  readonly name: () => string
  readonly BroadcastChannel: (new (name: string) => BroadcastChannel) | undefined
  readonly locks: LockManager | undefined
}

export class Mail {
  readonly #chat: KeptChat
  readonly #disk: Disk
  readonly #owners: Owners
  readonly #letters: Letters
  readonly #neighbours: Neighbours
  readonly #sharing: Sharing
  readonly #holds: Holds
  #isQuiet = false

  constructor(chat: KeptChat, disk: Disk, { name, BroadcastChannel, locks }: MailOptions) {
    const { environment, outbox, state } = chat
    this.#chat = chat
    this.#disk = disk
    this.#owners = new Owners(name, locks, tab => this.#inherit(tab))
    this.#holds = new Holds(chat)
    this.#letters = new Letters(this.#owners.me, environment.now)
    this.#neighbours = new Neighbours(name, BroadcastChannel, {
      onTab: tab => this.#met(tab),
      onLetter: record => this.#heard(record),
      onDiscarded: id => this.#discarded(id),
    })
    const isReachable = () => {
      const { socket, rest } = state.getState().connection
      return socket === 'connected' || rest === 'working'
    }
    this.#sharing = new Sharing(environment, isReachable, id => outbox.release(id))
  }

  /** What is this tab's to send. */
  get mine(): readonly LetterRecord[] {
    return this.#letters.all.filter(({ tab }) => tab === this.#owners.me)
  }

  open(): void {
    this.#owners.live()
    this.#neighbours.open()
    this.#neighbours.greet(this.#owners.me)
    this.#sharing.start()
  }

  close(): void {
    this.#sharing.stop()
    this.#neighbours.close()
  }

  /** Something became of a letter here, and nothing was done about it yet. */
  put(entry: Entry<Told>): void {
    if (this.#isQuiet || !isKept(entry)) return
    const { id } = entry
    const { outbox, replica } = this.#chat
    this.#sharing.delete(id)
    if (!outbox.parcels.includes(entry)) {
      this.#gone(entry)
      return
    }
    if (this.#holds.isEarly && !entry.held) {
      entry.held = true
      this.#holds.early(id)
    }
    const record = this.#letters.write(entry, replica.cursors()?.epoch)
    void this.#disk.save(id, record)
    if (entry.body.type === 'message') this.#neighbours.tell(record)
    if (record.reason !== null) this.#prune()
  }

  /** Takes what was found and belongs to nobody who lives; of the rest the messages are shown. */
  restore(found: readonly unknown[]): Promise<void> {
    this.#owners.live()
    const tabs = readLetters(found).map(({ tab }) => tab)
    return this.#owners.claim(tabs, gone => this.#collect(gone))
  }

  /** What is older is known now, or not to be had. */
  settle(): void {
    this.#holds.settle()
  }

  /** The server may have said which history it has. */
  confirm(): void {
    this.#holds.confirm(this.mine)
  }

  /** What is another tab's is on no disk any more, and nobody's. */
  letGo(): void {
    const { outbox } = this.#chat
    this.#quietly(() => {
      for (const { id, tab } of this.#letters.all) {
        if (tab === this.#owners.me) continue
        this.#letters.delete(id)
        this.#sharing.delete(id)
        outbox.discard(id)
      }
    })
  }

  /** Nothing is to be sent any more, nor known. Others take what is on the disk still as soon as this has `end`ed. */
  forget(): void {
    const { outbox } = this.#chat
    this.close()
    this.#letters.clear()
    this.#quietly(() => {
      for (const parcel of outbox.parcels) if (isKept(parcel)) outbox.discard(parcel.id)
    })
  }

  end(): void {
    this.#owners.end()
  }

  #gone({ id, body, delivery }: Entry<Told>): void {
    this.#holds.delete(id)
    this.#letters.delete(id)
    void this.#disk.save(id, null)
    // One that waited is gone because the server has it, and each tab hears that by itself.
    if (body.type === 'message' && delivery.state === 'failed') this.#neighbours.discarded(id)
  }

  /** The outbox forgets the oldest of too many that have failed. */
  #prune(): void {
    const present = new Set(this.#chat.outbox.parcels.map(({ id }) => id))
    for (const { id, reason } of this.mine) {
      if (reason === null || present.has(id)) continue
      this.#letters.delete(id)
      void this.#disk.save(id, null)
    }
  }

  /** There is another tab. Each has to know of the other, to take what is left of it. */
  #met(tab: string): void {
    if (this.#owners.watch(tab)) this.#neighbours.greet(this.#owners.me)
  }

  /** That tab is gone, and no other one is doing this. */
  async #inherit(tab: string): Promise<void> {
    await this.#collect(new Set([tab])).catch(() => {})
  }

  /** What these tabs have left is this one's from now on. */
  async #collect(gone: ReadonlySet<string>): Promise<void> {
    const { me } = this.#owners
    // Read anew: until they were claimed somebody else could take them.
    const found = readLetters(await this.#disk.letters())
    this.#quietly(() => {
      for (const record of found)
        if (record.tab === me || gone.has(record.tab)) this.#take(record)
        else this.#heard(record)
      arrange(this.#chat.outbox, this.#letters)
    })
    await this.#disk.saveAll()
    this.#holds.written()
    this.confirm()
  }

  /** A letter of a tab that is gone. It goes out when it is written down whose it is. */
  #take(record: LetterRecord): void {
    const { outbox } = this.#chat
    const { id } = record
    const isPresent = outbox.parcels.some(parcel => parcel.id === id)
    const wasShared = this.#sharing.delete(id)
    this.#letters.add({ ...record, tab: this.#owners.me })
    if (isPresent && !wasShared) return
    this.#holds.taken(record)
    if (!isPresent) post(outbox, record, true)
  }

  /** A letter of a tab that lives. */
  #heard(record: LetterRecord): void {
    if (record.tab === this.#owners.me) return
    this.#met(record.tab)
    if (record.body.type !== 'message') return
    this.#letters.add(record)
    this.#quietly(() => {
      if (share(this.#chat.outbox, record)) this.#sharing.add(record.id)
    })
  }

  /** In another tab, where it had failed. One that is to be sent again here stays. */
  #discarded(id: MessageId): void {
    const { outbox } = this.#chat
    if (outbox.parcels.find(parcel => parcel.id === id)?.delivery.state !== 'failed') return
    this.#letters.delete(id)
    this.#quietly(() => outbox.discard(id))
  }

  /** What is done to the outbox here is no news. */
  #quietly(act: () => void): void {
    const wasQuiet = this.#isQuiet
    this.#isQuiet = true
    act()
    this.#isQuiet = wasQuiet
  }
}
