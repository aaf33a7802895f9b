/** A role as it is kept: one document each, by its name in lower case. */
export interface RoleDocument {
  readonly roleName: string;
  /** `/` or `/team/`. */
  readonly path: string;
  readonly roleId: string;
  readonly arn: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** When its trust policy last changed. */
  readonly trustedAt: number;
  readonly assumeRolePolicyDocument: string;
  readonly description?: string | undefined;
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Policy name → document. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs. */
  readonly attachedPolicies: readonly string[];
}

/** Whose tokens may be exchanged for a role, by its ARN. */
export interface OidcProviderDocument {
  readonly arn: string;
  /** Without `https://`, as IAM shows it. */
  readonly url: string;
  /** Audiences. */
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** A customer-managed policy, by its ARN. */
export interface ManagedPolicyDocument {
  readonly policyName: string;
  readonly path: string;
  readonly policyId: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly description?: string | undefined;
  /** Of the version that counts. */
  readonly document: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Absent: the one that it was made with, v1. */
  readonly versions?: PolicyVersions | undefined;
}

export interface PolicyVersions {
  readonly default: number;
  /** Of a number that was used nothing else is made. */
  readonly last: number;
  /** Oldest first. */
  readonly all: readonly PolicyVersion[];
}

export interface PolicyVersion {
  readonly number: number;
  readonly createdAt: number;
  readonly document: string;
}
