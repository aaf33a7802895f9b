import type { Constraint, Constraints } from '../../protocols/constraint.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html (read November 2026) */
const arn: Constraint = { minLength: 20, maxLength: 2048 };
const common: Constraints = {
  RoleSessionName: { minLength: 2, maxLength: 64, pattern: String.raw`[\w+=,.@-]*` },
  PolicyArns: { maxLength: 10 },
  Policy: { minLength: 1, pattern: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+` },
  DurationSeconds: { min: 900, max: 43_200 },
};

export const stsConstraints: Readonly<Record<string, Constraints>> = {
  AssumeRole: { RoleArn: arn, ...common },
  AssumeRoleWithWebIdentity: {
    RoleArn: arn,
    WebIdentityToken: { minLength: 4, maxLength: 20_000 },
    ...common,
  },
};
