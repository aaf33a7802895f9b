/** When AWS lets go of a runtime: ISO dates, each the first day. */
export interface RuntimeDates {
  /** No more security patches. */
  readonly deprecated: string;
  /** CreateFunction is refused. */
  readonly noCreation: string;
  /** UpdateFunctionCode and UpdateFunctionConfiguration are refused, but for a change of the runtime. */
  readonly noUpdate: string;
}

/**
 * Node.js runtimes whose end AWS has announced. The dates have been moved before.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (read November 2026).
 */
export const runtimeDates: Readonly<Record<string, RuntimeDates>> = {
  'nodejs20.x': { deprecated: '2026-04-30', noCreation: '2026-08-31', noUpdate: '2026-09-30' },
  'nodejs22.x': { deprecated: '2027-04-30', noCreation: '2027-06-01', noUpdate: '2027-07-01' },
  'nodejs24.x': { deprecated: '2028-04-30', noCreation: '2028-06-01', noUpdate: '2028-07-01' },
};

/**
 * When AWS has deprecated those before, of which it has long created none.
 *
 * Sources: as above; https://github.com/aws/aws-cdk/discussions/29108,
 * https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/456,
 * https://github.com/terraform-linters/tflint-ruleset-aws/pull/969.
 */
const endedRuntimes: Readonly<Record<string, string>> = {
  'nodejs14.x': '2023-12-04',
  'nodejs16.x': '2024-06-12',
  'nodejs18.x': '2025-09-01',
};

/** When a runtime ends, or has ended, in words; undefined where no date is known. */
export function describeEnd(runtime: string): string | undefined {
  const dates = Object.hasOwn(runtimeDates, runtime) ? runtimeDates[runtime] : undefined;
  if (dates !== undefined) {
    const { deprecated, noCreation, noUpdate } = dates;
    return `AWS deprecates ${runtime} on ${deprecated}, creates no function of it from ${noCreation} and updates none from ${noUpdate}`;
  }
  if (!Object.hasOwn(endedRuntimes, runtime)) return undefined;
  return `AWS deprecated ${runtime} on ${endedRuntimes[runtime] ?? ''}`;
}

/** How long before its end a runtime is spoken of: as long as AWS itself tells account holders before. */
export const noticeDays = 180;
