/** Who waits, in the order of arrival: all together, and those of one key among themselves. */
export interface Waiters<Waiter extends { readonly key: string }> {
  add(waiter: Waiter): void;
  /** Who has waited longest, of those with the key if one is given. */
  first(key?: string): Waiter | undefined;
  /** Of those, the first that is not kept from going on. */
  firstThat(mayGoOn: (waiter: Waiter) => boolean): Waiter | undefined;
  remove(waiter: Waiter): void;
}

/** What each call costs does not depend on how many wait. */
export function createWaiters<Waiter extends { readonly key: string }>(): Waiters<Waiter> {
  const all = new Set<Waiter>();
  const byKey = new Map<string, Set<Waiter>>();

  return {
    add(waiter) {
      all.add(waiter);
      const same = byKey.get(waiter.key);
      if (same === undefined) byKey.set(waiter.key, new Set([waiter]));
      else same.add(waiter);
    },
    first(key) {
      const [waiter] = key === undefined ? all : (byKey.get(key) ?? []);
      return waiter;
    },
    firstThat(mayGoOn) {
      for (const waiter of all) if (mayGoOn(waiter)) return waiter;
      return undefined;
    },
    remove(waiter) {
      all.delete(waiter);
      const same = byKey.get(waiter.key);
      same?.delete(waiter);
      if (same?.size === 0) byKey.delete(waiter.key);
    },
  };
}
