/** Snapshots stay the same object as long as their parts are the same ones. */

export function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}

/** The previous snapshot if nothing in it is different, else the next one. */
export function keptIfSame<State extends object>(previous: State | undefined, next: State): State {
  return previous && areSame(Object.values(previous), Object.values(next)) ? previous : next
}

/** The known one if the fresh one says the same. For what came from JSON, where the order of the fields is the wire's. */
export function keptIfEqual<Item>(known: Item | undefined, fresh: Item): Item {
  return known !== undefined && JSON.stringify(known) === JSON.stringify(fresh) ? known : fresh
}
