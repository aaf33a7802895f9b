import { z } from 'zod';
import { policyArn } from './arn.ts';
import { defaultsSchema } from './lambda-config.ts';
import { stageName } from './stage-name.ts';
import { httpApiSchema, type HttpApiConfig } from './http-api-config.ts';

/** Also of AWS's other partitions: us-gov-west-1, cn-north-1, eusc-de-east-1. */
export const regionPattern = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

const versionsToKeep = z
  .union([
    z.int({ error: 'must be a number of versions' }).min(2, { error: 'must be 2 or more' }),
    z.literal('all'),
  ])
  .optional();

const stageSchema = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/, { error: 'is not an account id of twelve digits' })
    .optional()
    .describe('The account to deploy to. Credentials of another account are refused.'),
  region: z
    .string()
    .regex(regionPattern, {
      error: 'is not the name of a region, such as eu-central-1',
    })
    .describe('The region to deploy to.'),
  profile: z
    .string()
    .regex(/^\S+$/, { error: 'must have no spaces' })
    .optional()
    .describe(
      'The profile of the AWS configuration files whose credentials are used, instead of AWS_PROFILE. Credentials in the environment go before it.',
    ),
  namePrefix: z
    .string()
    .regex(/^[\w-]*$/, { error: 'must have letters, digits, - and _ only' })
    .optional()
    .describe(
      "Put before a lambda's name to make the function's: stages of one account need different ones.",
    ),
  rolePath: z
    .string()
    .regex(/^\/(?:[\w+=,.@-]+\/)*$/, { error: 'must begin and end with /' })
    .optional()
    .describe(
      'IAM path of the execution roles that are made: it begins and ends with a slash. Changed later, it is for new ones: IAM moves no role, and those that are there are kept up to date where they are.',
    ),
  permissionsBoundary: policyArn
    .nullable()
    .optional()
    .describe(
      'ARN of the managed policy that bounds the execution roles that are made; `null` takes it from them.',
    ),
  codeBucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'is not the name of an S3 bucket' })
    .optional()
    .describe(
      'S3 bucket of the region that zips over 50 MB go through. Needed for them alone; the plan looks whether it is there when one does.',
    ),
  versionsToKeep: versionsToKeep.describe(
    'How many versions of each function to keep in this stage, unless `all`.',
  ),
  httpApi: httpApiSchema
    .optional()
    .describe('What is different of the HTTP API in this stage: its fields replace those above.'),
  defaults: defaultsSchema
    .optional()
    .describe('What every lambda has in this stage unless its lambda.config.ts says otherwise.'),
});

const named = (pattern: RegExp, what: string) =>
  z.array(z.string().regex(pattern, { error: `is not the name of ${what}` })).optional();

const localResourcesSchema = z.strictObject({
  buckets: named(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket').describe(
    'Names of S3 buckets, empty at first.',
  ),
  queues: named(/^[\w-]{1,80}$|^[\w-]{1,75}\.fifo$/, 'a queue').describe(
    'Names of SQS queues; those that end in `.fifo` are FIFO queues.',
  ),
  topics: named(/^[\w-]{1,256}$|^[\w-]{1,251}\.fifo$/, 'a topic').describe(
    'Names of SNS topics; those that end in `.fifo` are FIFO topics.',
  ),
});

/** What the local AWS has before anything is deployed to it. */
export type LocalResources = z.infer<typeof localResourcesSchema>;

/** The schema of deploy.config.ts, the one file of what is common to all lambdas. */
export const deployConfigSchema = z.strictObject({
  service: z
    .string()
    .regex(/^[a-zA-Z][\w-]{0,63}$/, {
      error:
        'must have letters, digits, - and _ only, begin with a letter, and be 64 characters at most',
    })
    .describe(
      'The name that ownership tags carry. Two repositories in one account need different ones.',
    ),
  versionsToKeep: versionsToKeep.describe(
    'How many versions of each function to keep: the newest, or `all`. Ten, unless it is said. What an alias or a pin names, or a rollback would go to, stays besides.',
  ),
  httpApi: httpApiSchema
    .optional()
    .describe(
      'The HTTP API that functions with `httpApi` triggers share, one for each stage: what its routes have in common.',
    ),
  defaults: defaultsSchema
    .optional()
    .describe('What every lambda has unless its stage or its lambda.config.ts says otherwise.'),
  stages: z
    .record(stageName, stageSchema)
    .optional()
    .describe('Where to deploy to, by name. `local` is always there: the local AWS.'),
  local: localResourcesSchema
    .optional()
    .describe(
      'What the local AWS has, for the triggers of stage `local`: made there when a command finds it missing. In AWS it belongs to whoever made it, and nothing of this is read for other stages.',
    ),
});

/** What deploy.config.ts exports as its default. */
export type DeployConfig = z.infer<typeof deployConfigSchema>;

/** One stage with its name and every default filled in. */
export interface Stage {
  readonly name: string;
  /** Absent: whatever account the credentials belong to. */
  readonly account?: string | undefined;
  readonly region: string;
  /** Of the AWS configuration files. */
  readonly profile?: string | undefined;
  readonly namePrefix: string;
  readonly rolePath: string;
  /** ARN of a managed policy; null takes the boundary from the roles that have one. */
  readonly permissionsBoundary?: string | null | undefined;
  /** S3 bucket for zips that are too large for Lambda's API. */
  readonly codeBucket?: string | undefined;
  /** Of the HTTP API that its functions share. */
  readonly httpApi?: HttpApiConfig | undefined;
  /** How many versions of each function are kept. */
  readonly versionsToKeep: number | 'all';
}
