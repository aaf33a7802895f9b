/**
 * Lambda's limits and quotas that decisions depend on, each with its source.
 *
 * Source of all, unless a line says otherwise:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (read November 2026).
 */
export const lambdaLimits = {
  /** Zip sent through the API. */
  zipBytes: 52_428_800,
  /** Everything unpacked, layers included. */
  unzippedBytes: 262_144_000,
  /** All keys and values of the environment together. */
  environmentBytes: 4096,
  /** What must stay unreserved of an account's concurrent executions. */
  unreservedConcurrency: 100,
  functionNameLength: 64,
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  roleNameLength: 64,
  /** Of all policies that stand in a role itself, white space not counted; the same page. */
  inlinePolicyCharacters: 10_240,
  descriptionLength: 256,
  layers: 5,
  /** https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html */
  subnets: 16,
  securityGroups: 5,
  /** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html (FileSystemConfigs) */
  fileSystems: 1,
  /** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
  eventAgeSeconds: { min: 60, max: 21_600 },
  timeoutSeconds: { min: 1, max: 900 },
  memorySizeMb: { min: 128, max: 10_240 },
  ephemeralStorageMb: { min: 512, max: 10_240 },
  /** Tags of one function, ours included. https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
  tags: 50,
} as const;

/** Requests a second that Lambda's control plane takes from one account in one region. */
export const lambdaQuotas = {
  getFunctionPerSecond: 100,
  getPolicyPerSecond: 15,
  /** All other calls of the control plane together. */
  controlPlanePerSecond: 15,
} as const;

/**
 * Days that CloudWatch Logs can keep events.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;
