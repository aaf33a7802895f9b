/** Something with a key, or the common beginning of several. */
export interface Entry<Item> {
  readonly name: string;
  readonly item?: Item;
}

/** Those whose keys begin with the prefix; those that go on to the delimiter alike are one entry. */
export function groupKeys<Item extends { readonly key: string }>(
  items: readonly Item[],
  {
    Prefix = '',
    Delimiter,
  }: { readonly Prefix?: string | undefined; readonly Delimiter?: string | undefined },
): readonly Entry<Item>[] {
  const entries: Entry<Item>[] = [];
  const common = new Set<string>();
  for (const item of items) {
    const { key } = item;
    if (!key.startsWith(Prefix)) continue;
    const end = Delimiter ? key.indexOf(Delimiter, Prefix.length) : -1;
    if (end < 0) {
      entries.push({ name: key, item });
      continue;
    }
    const name = key.slice(0, end + (Delimiter?.length ?? 0));
    if (!common.has(name)) entries.push({ name });
    common.add(name);
  }
  return entries;
}
