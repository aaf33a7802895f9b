import { matchesValue, type Scalar } from './matches-value.ts';
import { isAbsent, isAlternative, isObject, type Alternatives } from './pattern-parts.ts';

/**
 * Whether an event is one that a pattern asks for: the language of EventBridge's rules, of Lambda's
 * event source filters and of SNS's filter policies. The pattern is one that `checkEventPattern` has
 * no problem with.
 *
 * Every field of the pattern has to hold, of its values any. Of fields inside of a list, the same item
 * has to hold all: https://github.com/aws/event-ruler#json-array-matching.
 *
 * @example
 * const pattern = { detail: { state: [{ prefix: 'run' }] } };
 * matchesEventPattern(pattern, { detail: { state: 'running' } }); // → true
 */
export function matchesEventPattern(pattern: unknown, event: unknown): boolean {
  const fields = new Map<string, Field[]>();
  for (const field of fieldsOf(event)) {
    fields.set(field.path, [...(fields.get(field.path) ?? []), field]);
  }
  return canMeet(wantedOf(pattern), fields, new Map());
}

/** A value of the event that is no object and no list. */
interface Field {
  readonly path: string;
  readonly value: Scalar;
  readonly items: Items;
}

/** In which item of each list, by its place in the event. */
type Items = ReadonlyMap<string, number>;

/** What the pattern wants: any of the values of a field, or any of several patterns. */
type Wanted =
  | { readonly path: string; readonly values: readonly unknown[] }
  | { readonly alternatives: Alternatives; readonly prefix: string };

function* fieldsOf(event: unknown, path = '', items: Items = new Map()): Generator<Field> {
  if (Array.isArray(event)) {
    const list = `${path}#${[...items.values()].join()}`;
    for (const [index, item] of event.entries()) {
      yield* fieldsOf(item, path, new Map([...items, [list, index]]));
    }
  } else if (isObject(event)) {
    // A dot in a name is the same as an object in between, for AWS too.
    for (const [name, value] of Object.entries(event))
      yield* fieldsOf(value, join(path, name), items);
  } else if (event !== undefined) {
    yield { path, value: event as Scalar, items };
  }
}

function wantedOf(pattern: unknown, path = ''): Wanted[] {
  if (!isObject(pattern)) return [];
  return Object.entries(pattern).flatMap(([name, value]): Wanted[] => {
    if (isAlternative(name, value)) return [{ alternatives: value, prefix: path }];
    const inner = join(path, name);
    return Array.isArray(value) ? [{ path: inner, values: value }] : wantedOf(value, inner);
  });
}

/** Whether all can be had of the same items of the lists that were gone into. */
function canMeet(
  wanted: readonly Wanted[],
  fields: ReadonlyMap<string, readonly Field[]>,
  chosen: Items,
): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return true;
  if ('alternatives' in first) {
    return first.alternatives.some((pattern) =>
      canMeet([...wantedOf(pattern, first.prefix), ...rest], fields, chosen),
    );
  }
  const found = fields.get(first.path);
  if (found === undefined) return first.values.some(isAbsent) && canMeet(rest, fields, chosen);
  return found.some(
    ({ value, items }) =>
      isSameItem(items, chosen) &&
      first.values.some((matcher) => matchesValue(matcher, value)) &&
      canMeet(rest, fields, new Map([...chosen, ...items])),
  );
}

function isSameItem(items: Items, chosen: Items): boolean {
  return [...items].every(([list, index]) => (chosen.get(list) ?? index) === index);
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
