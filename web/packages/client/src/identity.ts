/** Snapshots and lists stay the same object as long as their parts are the same ones. */

/** The previous one if nothing in it is different, else the next one. */
export function keptIfSame<State extends object>(previous: State | undefined, next: State): State {
  const parts = Object.values(next)
  const known = Object.values(previous ?? {})
  const isSame = known.length === parts.length && known.every((part, index) => part === parts[index])
  return previous && isSame ? previous : next
}

/** The known one if the fresh one says the same. For what came from JSON, where the order of the fields is the wire's. */
export function keptIfEqual<Item>(known: Item | undefined, fresh: Item): Item {
  return known && JSON.stringify(known) === JSON.stringify(fresh) ? known : fresh
}
