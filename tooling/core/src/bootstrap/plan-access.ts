import { UserError } from '../errors/user-error.ts';
import { fingerprint } from '../fingerprint.ts';
import { isAccessOwnedBy } from './is-access-owned-by.ts';
import type { PolicyDocument } from './access-statement.ts';
import type { AccessBoundary, AccessRole, WantedAccess } from './want-access.ts';

/** What an account has of it. */
export interface FoundAccess {
  readonly provider?: { readonly audiences: readonly string[] } | undefined;
  readonly boundary?: FoundBoundary | undefined;
  /** By the names of the roles. */
  readonly roles: Readonly<Record<string, FoundRole>>;
}

interface FoundBoundary {
  readonly tags: Readonly<Record<string, string>>;
  readonly document: unknown;
}

export interface FoundRole {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: unknown;
  readonly policies: Readonly<Record<string, unknown>>;
  /** ARNs of managed policies: nobody here attaches any. */
  readonly attached: readonly string[];
}

type Tags = Readonly<Record<string, string>>;

/** One thing to do in an account. */
export type AccessStep =
  | {
      readonly do: 'create-provider';
      readonly url: string;
      readonly audience: string;
      readonly tags: Tags;
    }
  | { readonly do: 'add-audience'; readonly arn: string; readonly audience: string }
  | { readonly do: 'create-boundary'; readonly boundary: AccessBoundary; readonly tags: Tags }
  | { readonly do: 'change-boundary'; readonly boundary: AccessBoundary }
  | { readonly do: 'create-role'; readonly role: AccessRole; readonly tags: Tags }
  | { readonly do: 'change-trust'; readonly role: AccessRole }
  | {
      readonly do: 'put-policy';
      readonly role: string;
      readonly policy: string;
      readonly document: PolicyDocument;
      /** Whether it is there, and another one. */
      readonly isChange: boolean;
    }
  | { readonly do: 'delete-policy'; readonly role: string; readonly policy: string };

export interface AccessPlan {
  readonly wanted: WantedAccess;
  readonly steps: readonly AccessStep[];
  /** What is there besides, and stays. */
  readonly notes: readonly string[];
}

/**
 * What is to be done so that an account has what it shall have.
 *
 * @throws UserError ROLE_UNUSABLE with all that is somebody else's under the names that ours have
 */
export function planAccess(wanted: WantedAccess, found: FoundAccess): AccessPlan {
  refuseOthers(wanted, found);
  return {
    wanted,
    steps: [
      ...providerSteps(wanted, found),
      ...boundarySteps(wanted, found),
      ...wanted.roles.flatMap((role) => roleSteps(role, wanted, found.roles[role.name])),
    ],
    notes: wanted.roles.flatMap(({ name }) =>
      (found.roles[name]?.attached ?? []).map(
        (arn) => `the role ${name} has ${arn} besides, which stays`,
      ),
    ),
  };
}

function refuseOthers({ tags, roles, boundary }: WantedAccess, found: FoundAccess): void {
  const problems = [
    ...roles.flatMap(({ name }) => {
      const role = found.roles[name];
      return role === undefined || isAccessOwnedBy(role.tags, tags) ? [] : [`the role ${role.arn}`];
    }),
    // CloudFormation gives policies no tags; one that is as it shall be is nobody's problem.
    ...(found.boundary === undefined ||
    isAccessOwnedBy(found.boundary.tags, tags) ||
    isSame(found.boundary.document, boundary?.document)
      ? []
      : [`the policy ${boundary?.arn ?? ''}`]),
  ];
  if (problems.length === 0) return;
  throw new UserError('ROLE_UNUSABLE', `${problems.join(' and ')} exists and is not one of ours`, {
    hint: `remove it, or choose another \`service\` in deploy.config.ts; if it is yours, tag it: ${Object.entries(
      tags,
    )
      .map(([key, value]) => `${key}=${value}`)
      .join(', ')}`,
  });
}

/** One account has one, whoever made it: of others' it gets our audience, and nothing else. */
function providerSteps(
  { provider: { arn, url, audience }, tags }: WantedAccess,
  { provider }: FoundAccess,
): readonly AccessStep[] {
  if (provider === undefined) return [{ do: 'create-provider', url, audience, tags }];
  return provider.audiences.includes(audience) ? [] : [{ do: 'add-audience', arn, audience }];
}

function boundarySteps(
  { boundary, tags }: WantedAccess,
  found: FoundAccess,
): readonly AccessStep[] {
  if (boundary === undefined) return [];
  if (found.boundary === undefined) return [{ do: 'create-boundary', boundary, tags }];
  return isSame(found.boundary.document, boundary.document)
    ? []
    : [{ do: 'change-boundary', boundary }];
}

function roleSteps(
  role: AccessRole,
  { tags }: WantedAccess,
  found: FoundRole | undefined,
): readonly AccessStep[] {
  const { name, policies } = role;
  const unwanted = Object.keys(found?.policies ?? {}).filter((one) => !(one in policies));
  return [
    ...(found === undefined ? [{ do: 'create-role', role, tags } as const] : []),
    ...(found === undefined || isSame(found.trust, role.trust)
      ? []
      : [{ do: 'change-trust', role } as const]),
    ...Object.entries(policies).flatMap(([policy, document]): readonly AccessStep[] => {
      const before = found?.policies[policy];
      if (before !== undefined && isSame(before, document)) return [];
      return [{ do: 'put-policy', role: name, policy, document, isChange: before !== undefined }];
    }),
    ...unwanted.map((policy) => ({ do: 'delete-policy', role: name, policy }) as const),
  ];
}

const isSame = (one: unknown, other: unknown): boolean => fingerprint(one) === fingerprint(other);
