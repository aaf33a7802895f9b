import { decide, type ActionRequest } from '../policies/decide.ts';
import type { ManagedPolicyDocument, RoleDocument } from '../services/iam/iam-documents.ts';
import { roleKey } from '../services/iam/iam-store.ts';
import { everything, managedPolicies } from '../services/iam/managed-policies.ts';
import type { Collection } from '../state/state.ts';
import type { SessionCaller } from './caller.ts';
import type { Denial } from './describe-denial.ts';

export interface IdentityDocuments {
  readonly roles: Collection<RoleDocument>;
  /** The customer-managed policies, by their ARN. */
  readonly policies: Collection<ManagedPolicyDocument>;
}

/**
 * What speaks against a request of a session: the policies of its role as they are now, the role's
 * boundary, and what whoever assumed it put on top. undefined: nothing.
 */
export function denialOf(
  { roleArn, sessionPolicies }: SessionCaller,
  request: ActionRequest,
  { roles, policies }: IdentityDocuments,
): Denial | undefined {
  const documentOf = (arn: string) =>
    policies.get(arn)?.document ?? managedPolicies[arn] ?? (isAwsOwn(arn) ? everything : nothing);
  const role = roles.get(roleKey(roleArn.split('/').at(-1) ?? ''));
  const own = [
    ...Object.values(role?.inlinePolicies ?? {}),
    ...(role?.attachedPolicies ?? []).map(documentOf),
  ];
  const boundary = role?.permissionsBoundary;
  const layers: readonly (readonly [Denial['by'], readonly string[]])[] = [
    ['identity-based policy', own],
    ...(boundary === undefined
      ? []
      : ([['permissions boundary', [documentOf(boundary)]]] as const)),
    ...(sessionPolicies.length === 0 ? [] : ([['session policy', sessionPolicies]] as const)),
  ];
  const decided = layers.map(([by, documents]) => ({ by, decision: decide(documents, request) }));
  const against =
    decided.find(({ decision }) => decision === 'denied') ??
    decided.find(({ decision }) => decision === 'unmentioned');
  return against && { by: against.by, isExplicit: against.decision === 'denied' };
}

const isAwsOwn = (arn: string) => arn.startsWith('arn:aws:iam::aws:policy/');

/** A boundary need not exist, as in IAM itself; it then allows nothing. */
const nothing = JSON.stringify({ Version: '2012-10-17', Statement: [] });
