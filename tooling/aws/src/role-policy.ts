import { GetRolePolicyCommand, PutRolePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import {
  fingerprint,
  isKeptStatement,
  policyDocument,
  type FunctionAttributes,
  type PolicyStatement,
} from '@tooling/core';
import { isAwsError } from './translate-error.ts';

/** Name of the inline policy in a role that is made. */
export const policyName = 'execution';

/** A statement as it may stand in a role, whoever wrote it. */
export type FoundStatement = Partial<PolicyStatement>;

/** What the role's own policy allows; empty when it has none. */
export async function readRolePolicy(
  iam: IAMClient,
  roleName: string,
): Promise<readonly FoundStatement[]> {
  try {
    const { PolicyDocument: text = '' } = await iam.send(
      new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }),
    );
    const { Statement: statements } = JSON.parse(decodeURIComponent(text)) as {
      readonly Statement: FoundStatement | readonly FoundStatement[];
    };
    return [statements].flat();
  } catch (error) {
    if (isAwsError(error, 'NoSuchEntityException', 'NoSuchEntity')) return [];
    throw error;
  }
}

export async function writeRolePolicy(
  iam: IAMClient,
  roleName: string,
  statements: readonly FoundStatement[],
): Promise<void> {
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: roleName,
      PolicyName: policyName,
      PolicyDocument: policyDocument(statements),
    }),
  );
}

const sameStatement = ({ Sid: _, ...statement }: FoundStatement): string => fingerprint(statement);

/** Statements that another policy does not have, whatever they are called there. */
export function withoutThose(
  found: readonly FoundStatement[],
  wanted: readonly FoundStatement[],
): readonly FoundStatement[] {
  const known = new Set(wanted.map(sameStatement));
  return found.filter((statement) => !known.has(sameStatement(statement)));
}

/** What is wanted, and all that was allowed before: versions that need it serve yet. */
export function widened(
  found: readonly FoundStatement[],
  wanted: readonly PolicyStatement[],
): readonly FoundStatement[] {
  const others = withoutThose(found, wanted);
  const taken = new Set<string | undefined>(wanted.map(({ Sid }) => Sid));
  // A Sid stands once in a policy.
  return [
    ...wanted,
    ...others.map((one, index) =>
      taken.has(one.Sid) ? { ...one, Sid: `Before${index + 1}` } : one,
    ),
  ];
}

/** What is wanted, and of what was allowed before only what is kept. */
export function narrowed(
  found: readonly FoundStatement[],
  wanted: readonly PolicyStatement[],
  attributes: FunctionAttributes,
): readonly FoundStatement[] {
  const kept = withoutThose(found, wanted).filter((one) => isKeptStatement(one, attributes));
  return [...wanted, ...kept];
}

/** Whether two policies allow the same, whatever their statements are called. */
export const allowsSame = (
  one: readonly FoundStatement[],
  other: readonly FoundStatement[],
): boolean =>
  fingerprint(one.map(sameStatement).sort()) === fingerprint(other.map(sameStatement).sort());
