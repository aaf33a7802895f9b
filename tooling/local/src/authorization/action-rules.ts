import { apigatewayRules } from './rules/apigateway-rules.ts';
import { cloudwatchRules } from './rules/cloudwatch-rules.ts';
import { eventsRules } from './rules/events-rules.ts';
import { iamRules } from './rules/iam-rules.ts';
import { lambdaRules } from './rules/lambda-rules.ts';
import { logsRules } from './rules/logs-rules.ts';
import { s3Rules } from './rules/s3-rules.ts';
import { schedulerRules } from './rules/scheduler-rules.ts';
import { secretsmanagerRules } from './rules/secretsmanager-rules.ts';
import { snsRules } from './rules/sns-rules.ts';
import { sqsRules } from './rules/sqs-rules.ts';
import { ssmRules } from './rules/ssm-rules.ts';
import { stsRules } from './rules/sts-rules.ts';
import type { ActionRule } from './needed-action.ts';
import { serviceRules, type ServiceRules } from './service-rules.ts';

/** By the signing names of the services. */
const rules: Readonly<Record<string, ServiceRules>> = {
  apigateway: apigatewayRules,
  events: eventsRules,
  iam: iamRules,
  lambda: lambdaRules,
  logs: logsRules,
  monitoring: cloudwatchRules,
  s3: s3Rules,
  scheduler: schedulerRules,
  secretsmanager: secretsmanagerRules,
  sns: snsRules,
  sqs: sqsRules,
  ssm: ssmRules,
  sts: stsRules,
  tagging: serviceRules('tag', [['*', ['GetResources']]]),
};

/** What an operation needs; undefined where nobody has said it. */
export const actionRule = (service: string, operation: string): ActionRule | undefined =>
  rules[service]?.[operation];
