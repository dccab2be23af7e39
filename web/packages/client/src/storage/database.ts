/**
 * One IndexedDB database as promises: opening, reading, writing, deleting. It must not know what the records mean, and
 * what can't be done it says by rejecting.
 */

export type StoreName = 'outbox' | 'timelines' | 'lists'

/** The key of a record; null where it is given with each. */
const KEYS: Readonly<Record<StoreName, string | null>> = {
  outbox: 'id',
  timelines: 'conversationId',
  lists: null,
}
/** The stores of one transaction. */
export type Stores = (name: StoreName) => IDBObjectStore
export const STORES = Object.keys(KEYS) as readonly StoreName[]
/** The index of `timelines` by the time when they were kept. */
export const BY_AGE = 'savedAt'

/** Records of another form come under another name, so this one never changes. */
const VERSION = 1
/** How browsers name the error when it has another one all the same. */
const OTHER = 'VersionError'

/** @throws where there is none: blocked by the user, or not a browser. */
function present(factory: IDBFactory | undefined): IDBFactory {
  const present = factory ?? globalThis.indexedDB
  if (!present) throw new Error('This browser has no IndexedDB.')
  return present
}

function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function makeStores(db: IDBDatabase): void {
  for (const name of STORES) {
    const store = db.createObjectStore(name, { keyPath: KEYS[name] })
    if (name === 'timelines') store.createIndex(BY_AGE, BY_AGE)
  }
}

async function open(name: string, factory: IDBFactory | undefined): Promise<IDBDatabase> {
  const request = present(factory).open(name, VERSION)
  request.onupgradeneeded = () => makeStores(request.result)
  const db = await result(request)
  if (STORES.every(store => db.objectStoreNames.contains(store))) return db
  db.close()
  throw new DOMException('This database is of another kind.', OTHER)
}

/** What is used instead of a database of another kind, which stays as it is. */
const spare = (name: string) => `${name} 2`

async function openOrSpare(name: string, factory: IDBFactory | undefined): Promise<IDBDatabase> {
  try {
    return await open(name, factory)
  } catch (thrown) {
    // What fails for now only must not be set aside: what is written elsewhere would not be found the next time.
    if (!(thrown instanceof DOMException) || thrown.name !== OTHER) throw thrown
    return await open(spare(name), factory)
  }
}

export class Database {
  readonly #db: IDBDatabase

  /** `onLost` is called when it was closed from outside: by who deletes it (`deleted`), or by the browser. */
  private constructor(db: IDBDatabase, onLost: (deleted: boolean) => void) {
    this.#db = db
    db.onversionchange = () => {
      db.close()
      onLost(true)
    }
    db.onclose = () => onLost(false)
  }

  static async open(
    name: string,
    factory: IDBFactory | undefined,
    onLost: (deleted: boolean) => void,
  ): Promise<Database> {
    return new Database(await openOrSpare(name, factory), onLost)
  }

  /** Also while others have it open: they are asked to close it. */
  static async delete(name: string, factory: IDBFactory | undefined): Promise<void> {
    await Promise.all([name, spare(name)].map(each => result(present(factory).deleteDatabase(each))))
  }

  all(store: StoreName): Promise<unknown[]> {
    return result(this.#db.transaction(store).objectStore(store).getAll())
  }

  async get(store: StoreName, key: string): Promise<unknown> {
    return result(this.#db.transaction(store).objectStore(store).get(key))
  }

  /** All keys of a store, in the order of an index. */
  keys(store: StoreName, index: string): Promise<IDBValidKey[]> {
    return result(this.#db.transaction(store).objectStore(store).index(index).getAllKeys())
  }

  /**
   * Resolves once it is written: all of it or nothing. On return it is on its way, even if the page is gone the next
   * moment. With `strict` it outlives a loss of power too, as far as the browser can tell.
   */
  async write(
    stores: readonly StoreName[],
    act: (store: Stores) => void,
    durability: IDBTransactionDurability = 'relaxed',
  ): Promise<void> {
    const transaction = this.#db.transaction(stores, 'readwrite', { durability })
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
    })
    try {
      act(name => transaction.objectStore(name))
      // A page that goes takes with it what it has not committed.
      transaction.commit?.()
    } catch (thrown) {
      done.catch(() => {})
      transaction.abort()
      throw thrown
    }
    await done
  }

  close(): void {
    this.#db.close()
  }
}
