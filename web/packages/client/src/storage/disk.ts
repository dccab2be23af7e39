/**
 * The database as far as there is one, and whether what waits to be sent is in it. When the browser gives no more room
 * it lets go of what the server has too, and says so if even that is not enough.
 */
import type { ChatState } from '../model'
import type { ConversationId, MessageId } from '../protocol.gen'
import type { LetterRecord } from './checks'
import { BY_AGE, Database, STORES } from './database'
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
  readonly letters: () => Iterable<LetterRecord>
  readonly onMode: () => void
  /** The browser has closed the database, and it may be opened again. */
  readonly onClosed: () => void
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
    try {
      const { name, factory } = this.#options
      this.#opening ??= Database.open(name(), factory, deleted => this.#lose(deleted))
      const db = await this.#opening
      const [letters, lists] = await Promise.all([db.all('outbox'), db.get('lists', LISTS)])
      this.#db = db
      this.mode = 'kept'
      return { letters, lists }
    } catch {
      this.#opening = null
      this.mode = 'memory'
      return null
    }
  }

  async letters(): Promise<readonly unknown[] | undefined> {
    return this.#db?.all('outbox').catch(() => [])
  }

  async timeline(id: ConversationId): Promise<unknown> {
    return this.#db?.get('timelines', id)
  }

  /** Writes a message down, or strikes it out. On return it is on its way; before the database is open, nothing is. */
  async save(id: MessageId, record: LetterRecord | null): Promise<void> {
    const db = this.#db
    if (!db) return
    const isDone =
      this.#mode === 'kept' &&
      (await works(() =>
        db.write(
          ['outbox'],
          store => void (record ? store('outbox').put(record) : store('outbox').delete(id)),
        ),
      ))
    const done = isDone || (await this.saveAll(true))
    if (db === this.#db) this.mode = done ? 'kept' : 'memory'
  }

  /** Writes all that waits; if there is no room, in the place of messages that the server has. */
  async saveAll(makesRoom: boolean): Promise<boolean> {
    return works(async () => {
      await this.#db?.write(['outbox', 'timelines'], store => {
        if (makesRoom) store('timelines').clear()
        for (const record of this.#options.letters()) store('outbox').put(record)
      })
    })
  }

  async saveSnapshot({ lists, timelines, isOther }: Snapshot): Promise<void> {
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
    if (timelines.length) await works(() => this.#prune(db))
  }

  /** Empties it at once, and removes it as soon as no other tab uses it. */
  async delete(): Promise<void> {
    const db = this.#db
    this.#db = this.#opening = null
    if (db) {
      await works(() =>
        db.write(STORES, store => {
          for (const name of STORES) store(name).clear()
        }),
      )
      db.close()
    }
    await works(() => Database.delete(this.#options.name(), this.#options.factory))
  }

  async #prune(db: Database): Promise<void> {
    const old = (await db.keys('timelines', BY_AGE)).slice(0, -TIMELINES)
    if (!old.length) return
    await db.write(['timelines'], store => {
      for (const key of old) store('timelines').delete(key)
    })
  }

  #lose(deleted: boolean): void {
    this.#db = this.#opening = null
    if (deleted) this.mode = 'memory'
    else this.#options.onClosed()
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
