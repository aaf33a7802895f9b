import { z } from 'zod';
import { allowedLicences, exceptedPackages } from './accepted.ts';
import { isAllowedLicence } from './is-allowed-licence.ts';
import type { Finding } from './judge-audit.ts';
import type { RunPnpm } from './run-pnpm.ts';

// By licence.
const licencesSchema = z.record(
  z.string(),
  z.array(z.object({ name: z.string(), versions: z.array(z.string()) })),
);

/** A package and its licence, as its package.json says it. */
export interface LicensedPackage {
  readonly name: string;
  readonly versions: readonly string[];
  readonly licence: string;
}

/** The licences of everything that is installed. Asks nobody. */
export async function readLicences(pnpm: RunPnpm): Promise<readonly LicensedPackage[]> {
  const { stdout, stderr, exitCode } = await pnpm(['licenses', 'list', '--recursive', '--json']);
  if (exitCode !== 0) throw new Error(`pnpm licenses list failed: ${stderr}${stdout}`);
  return Object.entries(licencesSchema.parse(JSON.parse(stdout))).flatMap(([licence, packages]) =>
    packages.map(({ name, versions }) => ({ name, versions, licence })),
  );
}

/** Which packages have a licence that nobody has agreed to. */
export function judgeLicences(packages: readonly LicensedPackage[]): Finding {
  const refused = packages.filter(
    ({ name, licence }) =>
      !isAllowedLicence(licence, allowedLicences) && !isExcepted(name, licence),
  );
  return {
    failed: refused.length > 0,
    lines: [
      `licences: ${packages.length - refused.length} of ${packages.length} packages have one that is allowed`,
      ...refused.flatMap(({ name, versions, licence }) => [
        `  ${name} ${versions.join(', ')}: ${licence}`,
        `    → replace it (\`pnpm why ${name}\` says who brings it), or allow the licence, or the package with a reason, in tooling/supply-chain/src/accepted.ts`,
      ]),
    ],
  };
}

const isExcepted = (name: string, licence: string): boolean =>
  exceptedPackages.some((one) => one.name.test(name) && one.licence === licence);
