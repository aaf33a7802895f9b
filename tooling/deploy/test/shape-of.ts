/** The fields of an event with their types; headers are the client's. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  const entries = Object.entries(value).filter(([name]) => name !== 'headers');
  return Object.fromEntries(entries.map(([name, one]) => [name, shapeOf(one)]));
}
