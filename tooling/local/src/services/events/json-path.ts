/** Names and indexes, from the outside in; undefined for what is more than that. */
export function parseJsonPath(path: string): (string | number)[] | undefined {
  if (!/^\$(\.[\w-]+|\['[^']+'\]|\[\d+\])*$/.test(path)) return undefined;
  return [...path.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/g)].map(
    ([, name, quoted, index]) => name ?? quoted ?? Number(index),
  );
}

/** @returns undefined when there is nothing at the path */
export function readJsonPath(document: unknown, path: string): unknown {
  return (parseJsonPath(path) ?? []).reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step))
      return undefined;
    return (value as Readonly<Record<string | number, unknown>>)[step];
  }, document);
}
