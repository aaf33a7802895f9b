import type { EnvironmentValue } from './config/environment-config.ts';
import type { ReadableReference } from './execution-role.ts';

/** Something kept elsewhere whose value is read when a deploy is planned. */
export interface DeployReference {
  readonly kind: 'parameter' | 'secret';
  /** Name, or ARN. */
  readonly name: string;
  /** Of the JSON object in a secret. */
  readonly key?: string | undefined;
  /** Of a secret. */
  readonly versionStage?: string | undefined;
}

/** An environment as it is declared, taken apart. */
export interface DeclaredEnvironment {
  /** Texts, and the names of what the function reads itself. */
  readonly values: Readonly<Record<string, string>>;
  /** Declared as null. */
  readonly removed: readonly string[];
  readonly reads: readonly ReadableReference[];
  /** By environment key: what has yet to be read. */
  readonly unresolved: Readonly<Record<string, DeployReference>>;
}

/** Takes an environment apart by what its values are. */
export function readEnvironment(
  environment: Readonly<Record<string, EnvironmentValue>>,
): DeclaredEnvironment {
  const values: Record<string, string> = {};
  const removed: string[] = [];
  const reads: ReadableReference[] = [];
  const unresolved: Record<string, DeployReference> = {};
  for (const [key, value] of Object.entries(environment)) {
    if (value === null) removed.push(key);
    else if (typeof value === 'string') values[key] = value;
    else {
      const reference = referenceOf(value);
      if (value.resolve === 'deploy') unresolved[key] = reference;
      else {
        values[key] = reference.name;
        reads.push({ kind: reference.kind, name: reference.name, kmsKeyArn: value.kmsKeyArn });
      }
    }
  }
  return { values, removed: removed.sort(), reads, unresolved };
}

type Reference = Exclude<EnvironmentValue, string | null>;

const referenceOf = (value: Reference): DeployReference =>
  'parameter' in value
    ? { kind: 'parameter', name: value.parameter }
    : {
        kind: 'secret',
        name: value.secret,
        ...(value.key !== undefined && { key: value.key }),
        ...(value.versionStage !== undefined && { versionStage: value.versionStage }),
      };

/** What it is called in messages: `secret prod/database, key password`. Never its value. */
export function describeReference({ kind, name, key, versionStage }: DeployReference): string {
  return [`${kind} ${name}`, key && `key ${key}`, versionStage && `stage ${versionStage}`]
    .filter(Boolean)
    .join(', ');
}
