import type { BundleChange, PlanDetails, RoleChange } from '../pipeline/read-plan-details.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import { cell, limited } from './markdown.ts';

/** What becomes of zips, npm packages and permissions, as Markdown: a part for each. */
export function renderPlanDetails({ bundles, roles }: PlanDetails, rows: number): string[] {
  return [
    ...renderSizes(bundles, rows),
    ...renderPackages(bundles, rows),
    ...renderPermissions(roles, rows),
  ];
}

function renderSizes(bundles: readonly BundleChange[], most: number): string[] {
  if (bundles.length === 0) return [];
  const rows = bundles
    .toSorted((one, other) => growthOf(other) - growthOf(one))
    .map((bundle) => [
      cell(bundle.functionName),
      bundle.liveZipBytes === undefined ? '' : formatBytes(bundle.liveZipBytes),
      formatBytes(bundle.zipBytes),
      describeGrowth(bundle),
    ]);
  return [
    '### Bundle sizes',
    limited(rows, ['function', 'before', 'after', 'change of the zip'], most),
  ];
}

const growthOf = ({ zipBytes, liveZipBytes = 0 }: BundleChange): number => zipBytes - liveZipBytes;

function describeGrowth(bundle: BundleChange): string {
  const { liveZipBytes, unknown } = bundle;
  if (liveZipBytes === undefined) return unknown === undefined ? 'new' : cell(unknown);
  const growth = growthOf(bundle);
  if (growth === 0) return 'none';
  const percent = ((growth / liveZipBytes) * 100).toFixed(1);
  const sign = growth > 0 ? '+' : '−';
  return `${sign}${formatBytes(Math.abs(growth))} (${growth > 0 ? '+' : ''}${percent} %)`;
}

interface PackageRow {
  readonly name: string;
  readonly what: string;
  readonly isNew: boolean;
  readonly functionName: string;
}

function renderPackages(bundles: readonly BundleChange[], most: number): string[] {
  if (bundles.length === 0) return [];
  const unknown = bundles.filter((one) => one.unknown !== undefined);
  const found = bundles.flatMap(({ functionName, packages }) =>
    packages.map(({ name, version, liveVersions }): PackageRow => {
      const isNew = liveVersions.length === 0;
      const what = isNew ? `new: ${version}` : `${liveVersions.join(', ')} → ${version}`;
      return { name, what, isNew, functionName };
    }),
  );
  const groups = [...Map.groupBy(found, ({ name, what }) => `${name} ${what}`).values()];
  const rows = groups
    .toSorted(([one], [other]) => Number(other?.isNew) - Number(one?.isNew))
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const names = group.map(({ functionName }) => functionName);
      return [[cell(first.name), cell(first.what), cell(listNames(names))]];
    });
  const head = ['package', 'version', 'in'];
  return [
    '### Third-party packages',
    rows.length > 0 ? limited(rows, head, most) : 'None is new, and none has another version.',
    ...(unknown.length === 0
      ? []
      : [
          `Not known of ${cell(listNames(unknown.map(({ functionName }) => functionName)))}: ${cell(unknown[0]?.unknown ?? '')}`,
        ]),
  ];
}

function renderPermissions(roles: readonly RoleChange[], most: number): string[] {
  const rows = roles.flatMap(({ functionName, permissions, unknown }) => [
    ...permissions.map(({ actions, resource, condition }) => [
      cell(functionName),
      cell(actions.join('\n')),
      cell(condition === undefined ? resource : `${resource}\nif ${condition}`),
    ]),
    ...(unknown === undefined
      ? []
      : [[cell(functionName), '', cell(`some may be there already: ${unknown}`)]]),
  ]);
  if (rows.length === 0) return [];
  return ['### New permissions', limited(rows, ['function', 'may', 'on'], most)];
}

const mostNames = 5;

function listNames(names: readonly string[]): string {
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
