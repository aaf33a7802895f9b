/** Makes a value at its first use and keeps it; a failure is kept too, and seen by every user. */
export function lazy<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
