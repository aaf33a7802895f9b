/** Lists are short, and none of API Gateway's own paginators is there for them. */
export async function listAll<Item>(
  read: (token: string | undefined) => Promise<{ Items?: Item[]; NextToken?: string | undefined }>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    items.push(...(page.Items ?? []));
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return items;
}
