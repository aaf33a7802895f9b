const allowing = (Action: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });

const logs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** For policies of AWS that are not known here: better too much than a refusal that AWS has not. */
export const everything = allowing(['*']);

/**
 * Policies of AWS that execution roles have: what they allow, by their ARN.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html (read November 2026)
 */
export const managedPolicies: Readonly<Record<string, string>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': allowing(logs),
  'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole': allowing([
    ...logs,
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ]),
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess': allowing([
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ]),
};
