import type { AccessPlace } from './access-place.ts';

/** What the statements are about, each as wide as the names that a stage's things have. */
export function accessArns(place: AccessPlace) {
  const { partition, region, account, namePrefix, rolePath, service, stage } = place;
  const arn = (name: string, rest: string) =>
    `arn:${partition}:${name}:${region}:${account}:${rest}`;
  const gateway = (path: string) => `arn:${partition}:apigateway:${region}::${path}`;
  return {
    functions: arn('lambda', `function:${namePrefix}*`),
    mappings: arn('lambda', 'event-source-mapping:*'),
    signings: arn('lambda', 'code-signing-config:*'),
    layers: `arn:${partition}:lambda:${region}:*:layer:*`,
    roles: `arn:${partition}:iam::${account}:role${rolePath}${namePrefix}*`,
    anyRole: `arn:${partition}:iam::${account}:role/*`,
    logs: arn('logs', `log-group:/aws/lambda/${namePrefix}*`),
    logGroups: place.declared.logGroups.map((name) => arn('logs', `log-group:${name}:*`)),
    anyLogs: arn('logs', 'log-group:*'),
    schedules: arn('scheduler', `schedule/${service}-${stage}/*`),
    scheduleGroup: arn('scheduler', `schedule-group/${service}-${stage}`),
    rules: [arn('events', `rule/${namePrefix}*`), arn('events', `rule/*/${namePrefix}*`)],
    buses: arn('events', 'event-bus/*'),
    queues: arn('sqs', '*'),
    topics: arn('sns', '*'),
    alarms: arn('cloudwatch', 'alarm:*'),
    buckets: `arn:${partition}:s3:::*`,
    apis: [gateway('/apis'), gateway('/apis/*')],
    domains: [gateway('/domainnames'), gateway('/domainnames/*/apimappings')],
    apiTags: gateway('/tags/*'),
    domain: (name: string) => gateway(`/domainnames/${name}/apimappings`),
    siblings: place.siblings.map(
      (one) => `arn:${partition}:lambda:${one.region}:${account}:function:${one.namePrefix}*`,
    ),
  };
}
