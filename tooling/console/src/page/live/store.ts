import { useEffect, useState } from 'preact/hooks';

/** A value that changes by itself, outside of what is drawn. */
export interface Store<Value> {
  readonly get: () => Value;
  readonly subscribe: (changed: () => void) => () => void;
}

export interface WritableStore<Value> extends Store<Value> {
  readonly set: (value: Value) => void;
}

export function createStore<Value>(initial: Value): WritableStore<Value> {
  let held = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => held,
    set(value) {
      if (Object.is(held, value)) return;
      held = value;
      for (const changed of listeners) changed();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

export function useStore<Value>(store: Store<Value>): Value {
  const [value, setValue] = useState(store.get);
  useEffect(() => {
    const follow = () => setValue(store.get);
    // It may have changed between the drawing and now.
    follow();
    return store.subscribe(follow);
  }, [store]);
  return value;
}
