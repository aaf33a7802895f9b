import { formatPath, type Path } from './format-path.ts';

/** Objects that would pass for empty ones, at any depth, each as a problem with its path. */
export function findOddObjects(
  value: unknown,
  path: Path,
  seen = new Set<object>(),
): readonly string[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  if (!Array.isArray(value) && !isPlain(value)) {
    const where = formatPath(path) || 'the default export';
    return [`${where}: ${describeOddObject(value)}`];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    findOddObjects(inner, [...path, Array.isArray(value) ? Number(key) : key], seen),
  );
}

/** A promise, a Map or an instance of a class has none of the fields that it is asked for. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // By its place, not its identity: the file may have been run in another realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describeOddObject(value: object): string {
  if (value instanceof Promise) return 'a promise is not a plain object: `await` it';
  const { name } = value.constructor;
  return `an instance of ${name === '' ? 'a class' : name} is not a plain object`;
}
