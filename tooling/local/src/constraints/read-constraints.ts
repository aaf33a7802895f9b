import type { Constraint, Constraints } from '../protocols/constraint.ts';

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

/**
 * The constraints of an operation's input, as AWS's own model of the service has them.
 *
 * https://smithy.io/2.0/spec/constraint-traits.html
 */
export function readConstraints(model: Model, operation: string): Constraints {
  const found = Object.entries(model.shapes).find(
    ([id, { type }]) => type === 'operation' && id.endsWith(`#${operation}`),
  );
  if (found === undefined) throw new Error(`the model has no operation ${operation}`);
  const input = found[1].input?.target;
  return input === undefined ? {} : (membersOf(model, input, []) ?? {});
}

/** Undefined where no member has a constraint. A structure within itself is followed once. */
function membersOf(model: Model, id: string, parents: readonly string[]): Constraints | undefined {
  if (parents.includes(id)) return undefined;
  const members = Object.entries(model.shapes[id]?.members ?? {});
  const constraints = members.flatMap(([name, member]) => {
    const constraint = constraintOf(model, member, [...parents, id]);
    return constraint === undefined ? [] : [[name, constraint] as const];
  });
  return constraints.length === 0 ? undefined : Object.fromEntries(constraints);
}

function constraintOf(
  model: Model,
  { target, traits = {} }: Member,
  parents: readonly string[],
): Constraint | undefined {
  const shape = model.shapes[target] ?? { type: 'simple' };
  const own = { ...shape.traits, ...traits };
  const constraint: Constraint = {
    ...('smithy.api#required' in own && { notNull: true }),
    ...lengthOf(own),
    ...rangeOf(own),
    ...('smithy.api#pattern' in own && { pattern: own['smithy.api#pattern'] as string }),
    ...(shape.type === 'enum' && { enum: valuesOf(shape) }),
    ...('smithy.api#sensitive' in own && { sensitive: true }),
    ...((shape.type === 'double' || shape.type === 'float') && { double: true }),
    ...nestedOf(model, target, shape, parents),
  };
  const isEmpty = Object.keys(constraint).every((key) => key === 'double' || key === 'sensitive');
  return isEmpty ? undefined : constraint;
}

function nestedOf(
  model: Model,
  id: string,
  shape: Shape,
  parents: readonly string[],
): Partial<Constraint> {
  const of = (member: Member | undefined) => member && constraintOf(model, member, parents);
  switch (shape.type) {
    case 'structure':
      return present({ members: membersOf(model, id, parents) });
    case 'list':
      return present({ items: of(shape.member) });
    case 'map':
      return present({ keys: of(shape.key), values: of(shape.value) });
    default:
      return {};
  }
}

const present = (members: Readonly<Record<string, unknown>>): Partial<Constraint> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

function lengthOf(traits: Traits): Partial<Constraint> {
  const { min, max } = (traits['smithy.api#length'] ?? {}) as { min?: number; max?: number };
  return present({ minLength: min, maxLength: max });
}

function rangeOf(traits: Traits): Partial<Constraint> {
  return present((traits['smithy.api#range'] ?? {}) as Readonly<Record<string, number>>);
}

const valuesOf = ({ members = {} }: Shape): string[] =>
  Object.entries(members).map(([name, { traits = {} }]) => {
    const value = traits['smithy.api#enumValue'];
    return typeof value === 'string' ? value : name;
  });
