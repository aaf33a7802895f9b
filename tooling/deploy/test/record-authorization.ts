import { appendFileSync } from 'node:fs';
import type { LocalAwsOptions } from '@tooling/local';

/**
 * With RECORD_AUTHORIZATIONS, the file that what commands ask for is written to, by whichever test: see
 * check-authorizations.ts.
 */
export const recordFile = (): string | undefined => process.env.RECORD_AUTHORIZATIONS;

export function recordAuthorization(): LocalAwsOptions['recordAuthorizations'] {
  const file = recordFile();
  if (file === undefined) return undefined;
  return (record) => {
    // The key of commands; what a test does by hand has another one.
    if (record.accessKeyId === 'local') appendFileSync(file, `${JSON.stringify(record)}\n`);
  };
}
