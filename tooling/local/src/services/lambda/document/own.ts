/**
 * The value of a key that the record itself has: the names of aliases, tags and the like are the
 * caller's, and may be `constructor`.
 */
export function own<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
