import type { Constraint, Constraints } from '../protocols/constraint.ts';
import type { Correction } from './correction.ts';

/** As much of a Smithy model, in its JSON form, as constraints are told by. */
export interface Model {
  readonly shapes: Readonly<Record<string, Shape>>;
}

interface Member {
  readonly target: string;
  readonly traits?: Traits;
}

interface Shape {
  readonly type: string;
  readonly traits?: Traits;
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly input?: Member;
}

type Traits = Readonly<Record<string, unknown>>;

/** A model, and what of it is not so. */
interface Reading {
  readonly model: Model;
  readonly corrections?: readonly Correction[];
  /** The patterns are written with `^` and `$` by the service itself, and not by the model alone. */
  readonly anchored?: boolean;
}

/**
 * The constraints of an operation's input, as AWS's own model of the service has them.
 *
 * https://smithy.io/2.0/spec/constraint-traits.html
 */
export function readConstraints(reading: Reading, operation: string): Constraints {
  checkCorrections(reading);
  const found = Object.entries(reading.model.shapes).find(
    ([id, { type }]) => type === 'operation' && nameOf(id) === operation,
  );
  if (found === undefined) throw new Error(`the model has no operation ${operation}`);
  const input = found[1].input?.target;
  return input === undefined ? {} : (membersOf(reading, input, []) ?? {});
}

/** A newer model may have another name for what was corrected. */
function checkCorrections({ model, corrections = [] }: Reading): void {
  const known = new Set(Object.keys(model.shapes).map(nameOf));
  const gone = corrections
    .flatMap(({ of, target }) => [...of, ...(target === undefined ? [] : [target])])
    .map((id) => id.split('$')[0] ?? '')
    .find((name) => !known.has(name));
  if (gone !== undefined) throw new Error(`the model has no shape ${gone}`);
}

/** Undefined where no member has a constraint. A structure within itself is followed once. */
function membersOf(
  reading: Reading,
  id: string,
  parents: readonly string[],
): Constraints | undefined {
  if (parents.includes(id)) return undefined;
  const members = {
    ...reading.model.shapes[id]?.members,
    ...newMembersOf(reading, id),
  };
  const constraints = Object.entries(members).flatMap(([name, member]) => {
    const constraint = constraintOf(reading, member, {
      id: `${nameOf(id)}$${name}`,
      parents: [...parents, id],
    });
    return constraint === undefined ? [] : [[name, constraint] as const];
  });
  return constraints.length === 0 ? undefined : Object.fromEntries(constraints);
}

/** Those that the model does not know yet. */
function newMembersOf({ model, corrections = [] }: Reading, id: string): Record<string, Member> {
  const names = corrections
    .flatMap(({ of }) => of)
    .filter((corrected) => corrected.startsWith(`${nameOf(id)}$`))
    .map((corrected) => corrected.slice(corrected.indexOf('$') + 1))
    .filter((name) => model.shapes[id]?.members?.[name] === undefined);
  return Object.fromEntries(names.map((name) => [name, { target: 'smithy.api#String' }]));
}

interface Place {
  /** `Shape$Member`. */
  readonly id: string;
  readonly parents: readonly string[];
}

function constraintOf(
  reading: Reading,
  member: Member,
  { id, parents }: Place,
): Constraint | undefined {
  const [ofMember, target] = [correctionsOf(reading, id), targetOf(reading, member, id)];
  const shape = reading.model.shapes[target] ?? { type: 'simple' };
  const own = { ...shape.traits, ...member.traits };
  const published: Constraint = {
    ...('smithy.api#required' in own && { notNull: true }),
    ...lengthOf(own),
    ...rangeOf(own),
    ...patternOf(own, reading),
    ...(shape.type === 'enum' && { enum: valuesOf(shape) }),
    ...('smithy.api#sensitive' in own && { sensitive: true }),
    ...((shape.type === 'double' || shape.type === 'float') && { double: true }),
    ...nestedOf(reading, target, shape, parents),
  };
  const constraint = [...correctionsOf(reading, nameOf(target)), ...ofMember].reduce(
    correct,
    published,
  );
  const isEmpty = Object.keys(constraint).every((key) => key === 'double' || key === 'sensitive');
  return isEmpty ? undefined : constraint;
}

const correctionsOf = ({ corrections = [] }: Reading, id: string): readonly Correction[] =>
  corrections.filter(({ of }) => of.includes(id));

function targetOf(reading: Reading, { target }: Member, id: string): string {
  const corrected = correctionsOf(reading, id).find((one) => one.target !== undefined)?.target;
  return Object.keys(reading.model.shapes).find((known) => nameOf(known) === corrected) ?? target;
}

function correct(published: Constraint, { constraint, replace }: Correction): Constraint {
  const { pattern } = published;
  return {
    ...published,
    ...(pattern !== undefined &&
      replace !== undefined && { pattern: pattern.replace(replace.pattern, replace.by) }),
    ...constraint,
  };
}

function nestedOf(
  reading: Reading,
  id: string,
  shape: Shape,
  parents: readonly string[],
): Partial<Constraint> {
  const of = (name: 'member' | 'key' | 'value') => {
    const member = shape[name];
    return member && constraintOf(reading, member, { id: `${nameOf(id)}$${name}`, parents });
  };
  switch (shape.type) {
    case 'structure':
      return present({ members: membersOf(reading, id, parents) });
    case 'list':
      return present({ items: of('member') });
    case 'map':
      return present({ keys: of('key'), values: of('value') });
    default:
      return {};
  }
}

/** Without its namespace. */
const nameOf = (id: string): string => id.slice(id.indexOf('#') + 1);

const present = (members: Readonly<Record<string, unknown>>): Partial<Constraint> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

function lengthOf(traits: Traits): Partial<Constraint> {
  const { min, max } = (traits['smithy.api#length'] ?? {}) as { min?: number; max?: number };
  return present({ minLength: min, maxLength: max });
}

function rangeOf(traits: Traits): Partial<Constraint> {
  return present((traits['smithy.api#range'] ?? {}) as Readonly<Record<string, number>>);
}

/**
 * A value must match as a whole. The models say so with `^` and `$`, and the messages of most
 * services have the pattern without (recorded of Lambda, EventBridge and IAM).
 */
function patternOf(traits: Traits, { anchored = false }: Reading): Partial<Constraint> {
  const pattern = traits['smithy.api#pattern'];
  if (typeof pattern !== 'string') return {};
  return { pattern: anchored ? pattern : pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '') };
}

const valuesOf = ({ members = {} }: Shape): string[] =>
  Object.entries(members).map(([name, { traits = {} }]) => {
    const value = traits['smithy.api#enumValue'];
    return typeof value === 'string' ? value : name;
  });
