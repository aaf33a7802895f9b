import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRoleStatements } from '@tooling/aws';
import { readBundledPackages, type BundledPackage } from '@tooling/bundle';
import {
  executionPolicy,
  isPolicyField,
  newPermissions,
  partitionOf,
  UserError,
  type FunctionChange,
  type FunctionPlan,
  type NewPermission,
  type Plan,
} from '@tooling/core';
import pLimit from 'p-limit';
import type { OpenStage } from './open-stage.ts';

/** An npm package that a bundle has and what is live has not, or has in other versions. */
interface PackageChange {
  readonly name: string;
  readonly version: string;
  /** Those that are live; empty for a new package. */
  readonly liveVersions: readonly string[];
}

/** What becomes of a function's zip. */
export interface BundleChange {
  readonly functionName: string;
  readonly zipBytes: number;
  /** Absent for a new function, and where it is not known. */
  readonly liveZipBytes?: number | undefined;
  readonly packages: readonly PackageChange[];
  /** Why something of it is not known. */
  readonly unknown?: string | undefined;
}

/** What the role that is made for a function may do from now on. */
export interface RoleChange {
  readonly functionName: string;
  readonly permissions: readonly NewPermission[];
  /** Why it is not known what the role may do already: then everything that it shall do is listed. */
  readonly unknown?: string | undefined;
}

/** What a plan does not say of itself: it costs requests that no deploy needs. */
export interface PlanDetails {
  readonly bundles: readonly BundleChange[];
  readonly roles: readonly RoleChange[];
}

// Whole zips are held meanwhile.
const lookedAtAtOnce = 4;

/**
 * Compares zips and roles with those that are live: sizes, npm packages, permissions. What cannot be read
 * is said in its place and stops nothing.
 */
export async function readPlanDetails(
  root: string,
  plan: Plan,
  open: OpenStage,
): Promise<PlanDetails> {
  const limit = pLimit(lookedAtAtOnce);
  const changes = plan.functions.filter(isChange);
  const [bundles, roles] = await Promise.all([
    Promise.all(changes.map((change) => limit(() => compareBundle(root, change, open)))),
    Promise.all(changes.map((change) => limit(() => compareRole(plan, change, open)))),
  ]);
  return {
    bundles: bundles.filter((one) => one !== undefined),
    roles: roles.filter((one) => one !== undefined).filter((one) => one.permissions.length > 0),
  };
}

const isChange = (planned: FunctionPlan): planned is FunctionChange =>
  planned.action === 'create' || planned.action === 'update';

async function compareBundle(
  root: string,
  { artifact, functionName, liveVersion, publishes }: FunctionChange,
  { versions }: OpenStage,
): Promise<BundleChange | undefined> {
  if (artifact === undefined || !publishes) return undefined;
  const { zipBytes } = artifact;
  const wanted = readBundledPackages(await readFile(join(root, artifact.zipPath))) ?? [];
  if (liveVersion === undefined) {
    return { functionName, zipBytes, packages: comparePackages([], wanted) };
  }
  try {
    const zip = await versions.readCode(functionName, liveVersion);
    const live = readBundledPackages(zip);
    const sizes = { functionName, zipBytes, liveZipBytes: zip.length };
    return live === undefined
      ? { ...sizes, packages: [], unknown: 'what is live does not tell its packages' }
      : { ...sizes, packages: comparePackages(live, wanted) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { functionName, zipBytes, packages: [], unknown: error.message };
  }
}

function comparePackages(
  live: readonly BundledPackage[],
  wanted: readonly BundledPackage[],
): readonly PackageChange[] {
  const versionsOf = Map.groupBy(live, ({ name }) => name);
  return wanted
    .map(({ name, version }) => {
      const found = versionsOf.get(name) ?? [];
      return { name, version, liveVersions: found.map((one) => one.version) };
    })
    .filter(({ version, liveVersions }) => !liveVersions.includes(version))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Nothing where somebody else's role is named. */
async function compareRole(
  { account, region }: Plan,
  change: FunctionChange,
  { clients }: OpenStage,
): Promise<RoleChange | undefined> {
  const { functionName, executionRole: role, action } = change;
  if (role === undefined) return undefined;
  const place = { partition: partitionOf(region), region, account };
  const wanted = executionPolicy(change, place);
  if (action === 'create') return { functionName, permissions: newPermissions([], wanted) };
  if (!mayChangeRole(change)) return undefined;
  try {
    const found = await readRoleStatements(clients, functionName, role.name);
    return { functionName, permissions: newPermissions(found, wanted) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { functionName, permissions: newPermissions([], wanted), unknown: error.message };
  }
}

const mayChangeRole = ({ changes }: FunctionChange): boolean =>
  changes.some(
    ({ field, trigger }) =>
      field === 'permissions' || field === 'role' || trigger !== undefined || isPolicyField(field),
  );
