/** From the least: what npm's advisories say. */
export const severities = ['info', 'low', 'moderate', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

/** The least severity that fails the check. */
export const failingSeverity: Severity = 'high';

/** An advisory that is known and does not fail the check, for a time. */
export interface AcceptedAdvisory {
  /** `GHSA-…` */
  readonly id: string;
  /** Why it does no harm here. */
  readonly reason: string;
  /** The last day, as an ISO date: then somebody looks again. */
  readonly until: string;
}

export const acceptedAdvisories: readonly AcceptedAdvisory[] = [];

/** SPDX identifiers of licences that ask for no more than to be named: https://spdx.org/licenses/ */
export const allowedLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
]);

/** A package that may have a licence which others may not. */
export interface ExceptedPackage {
  readonly name: RegExp;
  readonly licence: string;
  readonly reason: string;
}

export const exceptedPackages: readonly ExceptedPackage[] = [
  {
    name: /^lightningcss(?:-|$)/,
    licence: 'MPL-2.0',
    reason: 'vite brings it for the tests; nothing of it is changed, or in a function',
  },
  {
    name: /^axe-core$/,
    licence: 'MPL-2.0',
    reason: 'looks at the console’s page in tests; nothing of it is changed, or in what is served',
  },
];
