/**
 * The database as far as there is one, and whether what waits to be sent is in it. When the browser gives no more room
 * it lets go of what the server has too, and says so if even that is not enough.
 */

import { isJoined } from '../ids'
import type { ChatState } from '../model'
import type { ConversationId, MessageId } from '../protocol.gen'
import type { LetterRecord } from './checks'
import { BY_AGE, Database, STORES, type Stores } from './database'
import type { Snapshot } from './snapshots'

/** Conversations whose messages are kept: those that somebody came back to lately. */
const TIMELINES = 50
const LISTS = 'lists'

type Mode = NonNullable<ChatState['storage']>

export interface DiskOptions {
  readonly name: () => string
  /** The global one unless given. */
  readonly factory: IDBFactory | undefined
  /** What waits or has failed here. */
  readonly letters: () => readonly LetterRecord[]
  readonly onMode: () => void
  /** The browser has closed the database, and it may be opened again. */
  readonly onClosed: () => void
  /** Somebody has deleted it. */
  readonly onDeleted: () => void
}

/** As it was found, to be checked. */
export interface Found {
  readonly letters: readonly unknown[]
  readonly lists: unknown
}

export class Disk {
  readonly #options: DiskOptions
  #opening: Promise<Database> | null = null
  #db: Database | null = null
  #mode: Mode = 'kept'
  #hasRoom = true
  /** What is not to be found again although it may be written still. */
  readonly #struck: Set<MessageId> = new Set()

  constructor(options: DiskOptions) {
    this.#options = options
  }

  /** `kept` until it turns out that it can't be. */
  get mode(): Mode {
    return this.#mode
  }

  set mode(mode: Mode) {
    if (mode === this.#mode) return
    this.#mode = mode
    this.#options.onMode()
  }

  get isOpen(): boolean {
    return this.#db !== null
  }

  /** Opens it if it is not open; null if that can't be done. */
  async open(): Promise<Found | null> {
    const opening = this.#begin()
    let db: Database | null = null
    try {
      db = await opening
      const letters = await db.all('outbox')
      // The server has the lists too.
      const lists = await db.get('lists', LISTS).catch(() => null)
      if (opening !== this.#opening) return null
      this.#db = db
      this.mode = 'kept'
      return { letters, lists }
    } catch {
      db?.close()
      if (opening === this.#opening) this.#opening = null
      this.mode = 'memory'
      return null
    }
  }

  /** What is written down and was not struck out, as it is found. */
  async letters(): Promise<readonly unknown[]> {
    const found = (await this.#db?.all('outbox')) ?? []
    return found.filter(letter => !this.#struck.has((letter as { id: MessageId }).id))
  }

  async timeline(id: ConversationId): Promise<unknown> {
    return this.#db?.get('timelines', id)
  }

  /** Writes a letter down, or strikes it out. On return it is on its way; before the database is open, nothing is. */
  async save(id: MessageId, record: LetterRecord | null): Promise<void> {
    if (record) this.#struck.delete(id)
    else this.#struck.add(id)
    const db = this.#db
    const isSaved = db && this.#mode === 'kept' && (await this.#saveOne(db, id, record))
    if (!isSaved) await this.saveAll()
  }

  /** Writes all that waits; if there is no room, in the place of messages that the server has. */
  async saveAll(): Promise<void> {
    const db = this.#db
    if (!db || (!this.#struck.size && !this.#options.letters().length)) return
    const isSaved = (await this.#saveLetters(db, false)) || (await this.#saveLetters(db, true))
    if (db === this.#db) this.mode = isSaved ? 'kept' : 'memory'
  }

  async saveSnapshot({ lists, timelines, isOther, listed }: Snapshot): Promise<void> {
    const db = this.#db
    if (!db || !this.#hasRoom) return
    this.#hasRoom = await works(() =>
      db.write(['lists', 'timelines'], store => {
        const kept = store('timelines')
        if (isOther) kept.clear()
        if (lists) store('lists').put(lists, LISTS)
        for (const timeline of timelines) kept.put(timeline)
      }),
    )
    if (timelines.length || listed) await works(() => this.#prune(db, listed))
  }

  /** Empties it at once, and removes it as soon as no other tab uses it. */
  async delete(): Promise<void> {
    const db = this.#db ?? (await this.#begin().catch(() => null))
    this.#db = this.#opening = null
    await works(async () =>
      db?.write(STORES, store => {
        for (const name of STORES) store(name).clear()
      }),
    )
    db?.close()
    await works(() => Database.delete(this.#options.name(), this.#options.factory))
  }

  #begin(): Promise<Database> {
    const { name, factory } = this.#options
    this.#opening ??= Database.open(name(), factory, deleted => this.#lose(deleted))
    return this.#opening
  }

  async #saveOne(db: Database, id: MessageId, record: LetterRecord | null): Promise<boolean> {
    const act = (store: Stores) => void (record ? store('outbox').put(record) : store('outbox').delete(id))
    // Where the user is in reading is not worth waiting for the disk to turn.
    const isWords = record !== null && record.body.type !== 'read'
    const isSaved = await works(() => db.write(['outbox'], act, isWords ? 'strict' : 'relaxed'))
    if (isSaved && !record) this.#struck.delete(id)
    return isSaved
  }

  async #saveLetters(db: Database, makesRoom: boolean): Promise<boolean> {
    const struck = [...this.#struck]
    const act = (store: Stores) => {
      if (makesRoom) store('timelines').clear()
      for (const id of struck) store('outbox').delete(id)
      for (const record of this.#options.letters()) store('outbox').put(record)
    }
    const isSaved = await works(() => db.write(['outbox', 'timelines'], act, 'strict'))
    if (isSaved) for (const id of struck) this.#struck.delete(id)
    return isSaved
  }

  /** What is too old, and what the user can see no longer. */
  async #prune(db: Database, listed: Snapshot['listed']): Promise<void> {
    const keys = await db.keys('timelines', BY_AGE)
    const lost = listed ? keys.filter(key => isJoined(String(key)) && !listed.has(String(key))) : []
    const old = [...keys.slice(0, -TIMELINES), ...lost]
    if (!old.length) return
    await db.write(['timelines'], store => {
      for (const key of old) store('timelines').delete(key)
    })
  }

  #lose(deleted: boolean): void {
    this.#db = this.#opening = null
    if (deleted) {
      this.mode = 'memory'
      this.#options.onDeleted()
    } else this.#options.onClosed()
  }
}

async function works(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch {
    return false
  }
}
