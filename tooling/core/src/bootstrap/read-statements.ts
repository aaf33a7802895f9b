import { accessArns } from './access-arns.ts';
import type { AccessPlace } from './access-place.ts';
import { keyStatements } from './key-statements.ts';
import { when, type AccessStatement } from './access-statement.ts';

/** What plans, `lambda drift`, `status`, `history` and `logs` read: all that the plan role may do. */
export function readStatements(place: AccessPlace): readonly AccessStatement[] {
  const at = accessArns(place);
  const { declared, codeBucket, domain } = place;
  return [
    {
      Sid: 'ReadFunctions',
      why: 'what is live, how it is set, and what may call it. Without `lambda:ListTags` AWS leaves the tags out of its answers, and nobody could tell which functions are ours',
      Action: [
        'lambda:GetAlias',
        'lambda:GetFunction',
        'lambda:GetFunctionCodeSigningConfig',
        'lambda:GetFunctionEventInvokeConfig',
        'lambda:GetFunctionRecursionConfig',
        'lambda:GetFunctionUrlConfig',
        'lambda:GetPolicy',
        'lambda:GetProvisionedConcurrencyConfig',
        'lambda:GetRuntimeManagementConfig',
        'lambda:ListAliases',
        'lambda:ListFunctionUrlConfigs',
        'lambda:ListTags',
        'lambda:ListVersionsByFunction',
      ],
      Resource: [at.functions],
    },
    {
      Sid: 'ReadMappings',
      why: 'whose the mappings are by which functions read queues and streams',
      Action: ['lambda:ListTags'],
      Resource: [at.mappings],
    },
    {
      Sid: 'ReadAccount',
      why: 'what the account has left, which functions and log groups are ours by their tags, and lists: AWS knows no resource of these actions',
      Action: [
        'iam:ListRoles',
        'lambda:GetAccountSettings',
        'lambda:ListEventSourceMappings',
        'scheduler:ListSchedules',
        'sns:GetSubscriptionAttributes',
        'tag:GetResources',
      ],
      Resource: ['*'],
    },
    {
      Sid: 'ReadLayersAndSigning',
      why: 'how large layers are, and whether signatures are enforced',
      Action: ['lambda:GetCodeSigningConfig', 'lambda:GetLayerVersion'],
      Resource: [at.signings, at.layers],
    },
    {
      Sid: 'FindRoles',
      why: 'a role is asked for by its name: one that is not there has no path to be allowed by',
      Action: ['iam:GetRole'],
      Resource: [at.anyRole],
    },
    {
      Sid: 'ReadRoles',
      why: 'what the roles of functions and schedules may do',
      Action: ['iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'],
      Resource: [at.roles],
    },
    {
      Sid: 'ReadLogGroups',
      why: 'how long logs are kept',
      Action: ['logs:DescribeLogGroups'],
      Resource: [at.anyLogs],
    },
    {
      Sid: 'ReadSchedules',
      why: '`schedule` triggers',
      Action: ['scheduler:GetSchedule'],
      Resource: [at.schedules],
    },
    {
      Sid: 'ReadRules',
      why: '`eventPattern` triggers, and `bucket` triggers by EventBridge',
      Action: ['events:DescribeRule', 'events:ListTargetsByRule'],
      Resource: at.rules,
    },
    {
      Sid: 'ReadQueues',
      why: '`queue` triggers, and dead-letter queues',
      Action: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
      Resource: [at.queues],
    },
    {
      Sid: 'ReadTopics',
      why: '`topic` triggers',
      Action: ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
      Resource: [at.topics],
    },
    {
      Sid: 'ReadBuckets',
      why: '`bucket` triggers',
      Action: ['s3:GetBucketNotification'],
      Resource: [at.buckets],
    },
    {
      Sid: 'ReadHttpApis',
      why: '`httpApi` triggers: the API is found by its tags, among all of the account',
      Action: ['apigateway:GET'],
      Resource: [...at.apis, ...(domain === undefined ? [] : [at.domain(domain)])],
    },
    ...when(codeBucket !== undefined, () => ({
      Sid: 'ReadCodeBucket',
      why: 'whether a large zip is there already (`codeBucket`)',
      Action: ['s3:ListBucket'],
      Resource: [`arn:${place.partition}:s3:::${codeBucket ?? ''}`],
    })),
    ...when(declared.parameters.length > 0, () => ({
      Sid: 'ReadParameters',
      why: "references with `resolve: 'deploy'`",
      Action: ['ssm:GetParameters'],
      Resource: declared.parameters,
    })),
    ...when(declared.secrets.length > 0, () => ({
      Sid: 'ReadSecrets',
      why: "references with `resolve: 'deploy'`",
      Action: ['secretsmanager:GetSecretValue'],
      Resource: declared.secrets,
    })),
    ...keyStatements(declared.keys, {
      Sid: 'Decrypt',
      why: 'environments that a key of yours encrypts (`kmsKeyArn`)',
      Action: ['kms:Decrypt'],
    }),
  ];
}
