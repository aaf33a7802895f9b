import { accessArns } from './access-arns.ts';
import type { AccessPlace } from './access-place.ts';
import { keyStatements } from './key-statements.ts';
import { when, type AccessStatement } from './access-statement.ts';

/** What deploys, rollbacks and prunes do besides: with what is read, all that the deploy role may do. */
export function writeStatements(place: AccessPlace): readonly AccessStatement[] {
  const at = accessArns(place);
  return [
    ...functionStatements(place, at),
    ...roleStatements(place, at),
    ...triggerStatements(place, at),
    ...declaredStatements(place),
  ];
}

type Arns = ReturnType<typeof accessArns>;

function functionStatements(place: AccessPlace, at: Arns): readonly AccessStatement[] {
  const { codeBucket } = place;
  return [
    {
      Sid: 'WriteFunctions',
      why: 'functions, their versions, aliases and what is set of them. `lambda:DeleteFunction` deletes old versions, orphans, and what failed while it was created; `lambda:InvokeFunction` is for smoke tests and `lambda invoke`',
      Action: [
        'lambda:AddPermission',
        'lambda:CreateAlias',
        'lambda:CreateFunction',
        'lambda:CreateFunctionUrlConfig',
        'lambda:DeleteAlias',
        'lambda:DeleteFunction',
        'lambda:DeleteFunctionCodeSigningConfig',
        'lambda:DeleteFunctionConcurrency',
        'lambda:DeleteFunctionEventInvokeConfig',
        'lambda:DeleteFunctionUrlConfig',
        'lambda:DeleteProvisionedConcurrencyConfig',
        'lambda:InvokeFunction',
        'lambda:PublishVersion',
        'lambda:PutFunctionCodeSigningConfig',
        'lambda:PutFunctionConcurrency',
        'lambda:PutFunctionEventInvokeConfig',
        'lambda:PutFunctionRecursionConfig',
        'lambda:PutProvisionedConcurrencyConfig',
        'lambda:PutRuntimeManagementConfig',
        'lambda:RemovePermission',
        'lambda:TagResource',
        'lambda:UntagResource',
        'lambda:UpdateAlias',
        'lambda:UpdateFunctionCode',
        'lambda:UpdateFunctionConfiguration',
        'lambda:UpdateFunctionUrlConfig',
      ],
      Resource: [at.functions],
    },
    {
      Sid: 'Sign',
      why: '`codeSigningConfigArn`: AWS asks for the configuration, too',
      Action: ['lambda:PutFunctionCodeSigningConfig'],
      Resource: [at.signings],
    },
    {
      Sid: 'WriteLogGroups',
      why: 'log retention, and the log of an orphan',
      Action: [
        'logs:CreateLogGroup',
        'logs:DeleteLogGroup',
        'logs:DeleteRetentionPolicy',
        'logs:PutRetentionPolicy',
        'logs:TagResource',
      ],
      Resource: [at.logs],
    },
    ...when(at.logGroups.length > 0, () => ({
      Sid: 'WriteNamedLogGroups',
      why: 'log retention of the groups that configurations name',
      Action: ['logs:CreateLogGroup', 'logs:DeleteRetentionPolicy', 'logs:PutRetentionPolicy'],
      Resource: at.logGroups,
    })),
    {
      Sid: 'WatchAlarms',
      why: 'switching in steps looks at alarms',
      Action: ['cloudwatch:DescribeAlarms'],
      Resource: [at.alarms],
    },
    {
      Sid: 'WatchMetrics',
      why: 'switching in steps looks at the errors of a new version',
      Action: ['cloudwatch:GetMetricData'],
      Resource: ['*'],
    },
    {
      Sid: 'LookAtNetworks',
      why: '`vpc`: Lambda looks at it with the rights of this role',
      Action: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      Resource: ['*'],
    },
    ...when(codeBucket !== undefined, () => ({
      Sid: 'WriteCode',
      why: 'zips over 50 MB (`codeBucket`), which Lambda reads with the rights of this role',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: [`arn:${place.partition}:s3:::${codeBucket ?? ''}/lambda-deploy/*`],
    })),
    ...when(at.siblings.length > 0, () => ({
      Sid: 'Promote',
      why: '`lambda promote` reads what is live in the other stages of this account',
      Action: ['lambda:GetAlias', 'lambda:GetFunction', 'lambda:ListTags'],
      Resource: at.siblings,
    })),
  ];
}

function roleStatements(place: AccessPlace, at: Arns): readonly AccessStatement[] {
  const { permissionsBoundary, declared } = place;
  return [
    {
      Sid: 'MakeRoles',
      why: 'the roles of functions and of their schedules, and nothing that goes over the boundary',
      Action: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
      Resource: [at.roles],
      Condition: { StringEquals: { 'iam:PermissionsBoundary': permissionsBoundary } },
    },
    {
      Sid: 'RemoveRoles',
      why: 'the same, of functions that are gone; tags say whose a role is',
      Action: ['iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:TagRole'],
      Resource: [at.roles],
    },
    {
      Sid: 'PassRoles',
      why: 'functions run with these roles, and schedules call functions by them',
      Action: ['iam:PassRole'],
      Resource: [at.roles],
      Condition: {
        StringEquals: {
          'iam:PassedToService': ['lambda.amazonaws.com', 'scheduler.amazonaws.com'],
        },
      },
    },
    ...when(declared.roles.length > 0, () => ({
      Sid: 'PassNamedRoles',
      why: '`role`: the roles that configurations name',
      Action: ['iam:PassRole'],
      Resource: declared.roles,
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    })),
  ];
}

function triggerStatements(place: AccessPlace, at: Arns): readonly AccessStatement[] {
  const { account, domain, hasAccessLog } = place;
  const ofOurs = { ArnLike: { 'lambda:FunctionArn': at.functions } };
  return [
    {
      Sid: 'MakeMappings',
      why: '`queue` and stream triggers: of a new mapping AWS knows the function alone',
      Action: ['lambda:CreateEventSourceMapping'],
      Resource: ['*'],
      Condition: ofOurs,
    },
    {
      Sid: 'WriteMappings',
      why: 'the same, when they change',
      Action: ['lambda:DeleteEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      Resource: [at.mappings],
      Condition: ofOurs,
    },
    {
      Sid: 'TagMappings',
      why: 'whose a mapping is, and how far it has got',
      Action: ['lambda:GetEventSourceMapping', 'lambda:TagResource'],
      Resource: [at.mappings],
    },
    {
      Sid: 'WriteSchedules',
      why: '`schedule` triggers, all in one group',
      Action: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule'],
      Resource: [at.schedules],
    },
    {
      Sid: 'MakeScheduleGroup',
      why: 'that group',
      Action: ['scheduler:CreateScheduleGroup', 'scheduler:TagResource'],
      Resource: [at.scheduleGroup],
    },
    {
      Sid: 'WriteRules',
      why: '`eventPattern` triggers, and `bucket` triggers by EventBridge',
      Action: [
        'events:DeleteRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
      ],
      Resource: at.rules,
    },
    {
      Sid: 'FindBuses',
      why: 'whether the bus of a rule is there',
      Action: ['events:DescribeEventBus'],
      Resource: [at.buses],
    },
    {
      Sid: 'Subscribe',
      why: '`topic` triggers',
      Action: ['sns:Subscribe'],
      Resource: [at.topics],
    },
    {
      Sid: 'WriteSubscriptions',
      why: 'the same: SNS knows no subscriptions as resources',
      Action: ['sns:SetSubscriptionAttributes', 'sns:Unsubscribe'],
      Resource: ['*'],
    },
    {
      Sid: 'WriteNotifications',
      why: '`bucket` triggers, of buckets of this account',
      Action: ['s3:PutBucketNotification'],
      Resource: [at.buckets],
      Condition: { StringEquals: { 'aws:ResourceAccount': account } },
    },
    {
      Sid: 'WriteHttpApi',
      why: '`httpApi` triggers: an API has an id that nobody knows before it is there',
      Action: [
        'apigateway:DELETE',
        'apigateway:PATCH',
        'apigateway:POST',
        'apigateway:TagResource',
      ],
      Resource: [
        ...at.apis,
        ...(domain === undefined ? [] : [at.domain(domain), `${at.domain(domain)}/*`]),
      ],
    },
    {
      Sid: 'FindDomains',
      why: 'whether a domain name leads to an API that is to be deleted',
      Action: ['apigateway:GET'],
      Resource: at.domains,
    },
    {
      Sid: 'TagHttpApi',
      why: 'the marks of that API',
      Action: ['apigateway:DELETE', 'apigateway:POST'],
      Resource: [at.apiTags],
    },
    ...when(hasAccessLog, () => ({
      Sid: 'DeliverAccessLogs',
      why: '`httpApi.accessLog`: API Gateway sets up the delivery with the rights of this role',
      Action: [
        'logs:CreateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:DescribeLogGroups',
        'logs:DescribeResourcePolicies',
        'logs:GetLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:UpdateLogDelivery',
      ],
      Resource: ['*'],
    })),
  ];
}

/** What is written with the rights of this role, where a configuration asks for it. */
function declaredStatements({ declared }: AccessPlace): readonly AccessStatement[] {
  const { keys, imageRepositories, hasFileSystems } = declared;
  return [
    ...keyStatements(keys, {
      Sid: 'Encrypt',
      why: 'environments and code that a key of yours encrypts (`kmsKeyArn`, `sourceKmsKeyArn`)',
      Action: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
    }),
    ...when(hasFileSystems, () => ({
      Sid: 'Mount',
      why: '`fileSystems`',
      Action: ['elasticfilesystem:DescribeMountTargets'],
      Resource: ['*'],
    })),
    ...when(imageRepositories.length > 0, () => ({
      Sid: 'ReadImages',
      why: '`image`: Lambda is let read the repository',
      Action: [
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
        'ecr:GetRepositoryPolicy',
        'ecr:SetRepositoryPolicy',
      ],
      Resource: imageRepositories,
    })),
  ];
}
