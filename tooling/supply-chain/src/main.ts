/** Asks about vulnerabilities and licences of what the lockfile names: part of `pnpm run check`. */
import { resolve } from 'node:path';
import { acceptedAdvisories } from './accepted.ts';
import { judgeAudit } from './judge-audit.ts';
import { judgeLicences, readLicences } from './judge-licences.ts';
import { readAudit } from './read-audit.ts';
import { createPnpm } from './run-pnpm.ts';

const pnpm = createPnpm(resolve(import.meta.dirname, '../../..'), process.env);
const [audit, licences] = await Promise.all([readAudit(pnpm), readLicences(pnpm)]);
const findings = [
  judgeAudit(audit, {
    accepted: acceptedAdvisories,
    today: new Date().toISOString().slice(0, 10),
    isRequired: process.env.SUPPLY_CHAIN_AUDIT === 'required',
  }),
  judgeLicences(licences),
];
for (const { lines } of findings) process.stdout.write(`${lines.join('\n')}\n`);
if (audit.kind === 'none' && process.env.GITHUB_ACTIONS === 'true') {
  process.stdout.write('::warning title=No audit::the registry did not answer to pnpm audit\n');
}
process.exitCode = findings.some(({ failed }) => failed) ? 1 : 0;
