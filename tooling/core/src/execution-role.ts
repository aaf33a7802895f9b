import type { EventSource } from './triggers/source-policy.ts';
import type { Permission } from './config/permissions-config.ts';

/** Something kept elsewhere that a function reads itself, and that its role therefore may read. */
export interface ReadableReference {
  readonly kind: 'parameter' | 'secret';
  /** Name, or ARN. */
  readonly name: string;
  /** Customer's key that it is encrypted with. */
  readonly kmsKeyArn?: string | undefined;
}

/** The role that is made for a function which names none. */
export interface ExecutionRole {
  readonly name: string;
  /** IAM path under which it is made, where it is not there. */
  readonly path: string;
  /** ARN of a managed policy; null takes away the one that is there. */
  readonly permissionsBoundary?: string | null | undefined;
  /**
   * Whether the function shall have this role whatever role it has: because of `permissions`, or of
   * `role: null`. Otherwise a role that somebody else gave it stays.
   */
  readonly isRequired: boolean;
  readonly permissions: readonly Permission[];
  readonly reads: readonly ReadableReference[];
  /** What Lambda reads for it, where something does. */
  readonly sources?: readonly EventSource[] | undefined;
  /** See `policyHash`: a tag remembers it. */
  readonly policyHash?: string | undefined;
}

/**
 * Whether a function's role is the one that is made for it. The name alone says so: an account has it once,
 * and IAM moves no role, so one that was made under an earlier `rolePath` stays there.
 */
export const isRoleOf = (roleArn: string, { name }: Pick<ExecutionRole, 'name'>): boolean =>
  /:role\/(?:.*\/)?([^/]+)$/.exec(roleArn)?.[1] === name;

/** The IAM path of a role: `/lambda-deploy/`. */
export const rolePathOf = (roleArn: string): string =>
  /:role(\/(?:.*\/)?)/.exec(roleArn)?.[1] ?? '/';
