/** Runs work on one thing after the work on it that was begun before. */
export type Exclusively = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

export function createExclusively(): Exclusively {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const running = before.then(work, work);
    last.set(key, running);
    return running;
  };
}
