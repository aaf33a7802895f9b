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

/** How long before its end a runtime is spoken of: as long as AWS itself tells account holders before. */
export const noticeDays = 180;
