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
import { isKept, Letters, post, readLetters, share } from './letters'
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
  /** Taken before it was known what is older. */
  readonly #early: Set<MessageId> = new Set()
  /** Meant for places of a history that the server has not confirmed yet. */
  readonly #unconfirmed: Set<MessageId> = new Set()
  #isSettled = false
  #isQuiet = false

  constructor(chat: KeptChat, disk: Disk, { name, BroadcastChannel, locks }: MailOptions) {
    const { environment, outbox, state } = chat
    this.#chat = chat
    this.#disk = disk
    this.#owners = new Owners(name, locks, tab => this.#inherit(tab))
    this.#letters = new Letters(this.#owners.me, environment.now)
    this.#neighbours = new Neighbours(name, BroadcastChannel, {
      onTab: tab => this.#owners.watch(tab),
      onLetter: record => this.#heard(record),
      onDiscarded: id => this.#quietly(() => outbox.discard(id)),
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
    if (!this.#isSettled && !entry.held) {
      entry.held = true
      this.#early.add(id)
    }
    const record = this.#letters.write(entry, replica.cursors()?.epoch)
    void this.#disk.save(id, record)
    if (entry.body.type === 'message') this.#neighbours.tell(record)
    if (record.reason !== null) this.#prune()
  }

  /** While this reads, no other tab does. */
  alone<Value>(act: () => Promise<Value>): Promise<Value> {
    return this.#owners.alone(act)
  }

  /** Takes what was found; what is another tab's to send is shown at most. What was taken here since goes behind it. */
  async restore(found: readonly unknown[]): Promise<void> {
    const living = await this.#owners.living()
    const { outbox } = this.#chat
    this.#quietly(() => {
      const early = outbox.parcels.filter(({ id }) => this.#early.has(id))
      for (const { id } of early) outbox.discard(id)
      for (const record of readLetters(found)) {
        if (living.has(record.tab)) this.#heard(record)
        else this.#take(record)
      }
      for (const { id } of early)
        for (const record of this.mine) if (record.id === id) post(outbox, record, false)
    })
    for (const tab of living) this.#owners.watch(tab)
    this.#early.clear()
    if (this.mine.length) await this.#disk.saveAll(false)
    this.confirm()
  }

  /** What is older is known now, or not to be had. */
  settle(): void {
    this.#isSettled = true
    for (const id of this.#early) this.#chat.outbox.release(id)
    this.#early.clear()
  }

  /** Changes go out once the server has said that it has the history that they are of. */
  confirm(): void {
    const { outbox, replica, state } = this.#chat
    if (!this.#unconfirmed.size || state.getState().status !== 'ready') return
    const epoch = replica.cursors()?.epoch
    const due = this.mine.filter(({ id }) => this.#unconfirmed.has(id))
    this.#unconfirmed.clear()
    for (const record of due) {
      if (record.epoch === epoch) outbox.release(record.id)
      else outbox.discard(record.id)
    }
  }

  /** Nothing is to be sent any more, nor known. */
  forget(): void {
    const { outbox } = this.#chat
    this.close()
    this.#owners.end()
    this.#letters.clear()
    this.#quietly(() => {
      for (const parcel of outbox.parcels) if (isKept(parcel)) outbox.discard(parcel.id)
    })
  }

  #gone({ id, body, delivery }: Entry<Told>): void {
    for (const set of [this.#early, this.#unconfirmed]) set.delete(id)
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

  /** A letter of a tab that is gone. */
  #take(record: LetterRecord): void {
    const { outbox } = this.#chat
    const { id, body } = record
    this.#letters.add({ ...record, tab: this.#owners.me })
    if (this.#sharing.delete(id)) outbox.release(id)
    if (outbox.parcels.some(parcel => parcel.id === id)) return
    const isPlaced = body.type !== 'message'
    if (isPlaced) this.#unconfirmed.add(id)
    post(outbox, record, isPlaced)
  }

  /** A letter of a tab that lives. */
  #heard(record: LetterRecord): void {
    this.#owners.watch(record.tab)
    if (record.body.type !== 'message') return
    this.#letters.add(record)
    this.#quietly(() => {
      if (share(this.#chat.outbox, record)) this.#sharing.add(record.id)
    })
  }

  async #inherit(tab: string): Promise<void> {
    const found = readLetters((await this.#disk.letters()) ?? []).filter(record => record.tab === tab)
    if (!found.length) return
    this.#quietly(() => {
      for (const record of found) this.#take(record)
    })
    await this.#disk.saveAll(false)
    this.confirm()
  }

  /** What is done to the outbox here is no news. */
  #quietly(act: () => void): void {
    const wasQuiet = this.#isQuiet
    this.#isQuiet = true
    act()
    this.#isQuiet = wasQuiet
  }
}
