/**
 * Limits of Lambda that the service itself enforces, beside the constraints of its model.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (read November 2026),
 * unless a line says otherwise.
 */
export const lambdaLimits = {
  zippedBytes: 52_428_800,
  unzippedBytes: 262_144_000,
  /** Zips and versions of all functions of an account in one region, measured unzipped. */
  codeStorageBytes: 322_122_547_200,
  environmentBytes: 4096,
  policyBytes: 20_480,
  functionNameLength: 64,
  timeoutSeconds: 900,
  memorySizeMb: 10_240,
  layers: 5,
  tags: 50,
  synchronousPayloadBytes: 6_291_456,
  asynchronousPayloadBytes: 1_048_576,
  logTailBytes: 4096,
  /** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
  clientContextBytes: 3583,
  concurrentExecutions: 1000,
  /** What reservations must leave to all other functions. */
  minimumUnreservedExecutions: 100,
  pageSize: 50,
} as const;
