import { z } from 'zod';
import { lambdaConfigSchema } from './lambda-config.ts';

// What is said of all lambdas cannot be what one of them is for, or where its code begins. And a build
// does not read this file: what it depended on here would not be in the hash of its task.
const defaultsSchema = lambdaConfigSchema.omit({
  description: true,
  handler: true,
  bundling: true,
});

const stageName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, {
  error:
    'must have lower-case letters, digits and - only, begin with a letter, and be 32 characters at most',
});

/** Also of AWS's other partitions: us-gov-west-1, cn-north-1, eusc-de-east-1. */
export const regionPattern = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

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
    .describe('IAM path of the execution roles that are made: it begins and ends with a slash.'),
  defaults: defaultsSchema
    .optional()
    .describe('What every lambda has in this stage unless its lambda.config.ts says otherwise.'),
});

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
  defaults: defaultsSchema
    .optional()
    .describe('What every lambda has unless its stage or its lambda.config.ts says otherwise.'),
  stages: z
    .record(stageName, stageSchema)
    .optional()
    .describe('Where to deploy to, by name. `local` is always there: the local AWS.'),
});

/** What deploy.config.ts exports as its default. */
export type DeployConfig = z.infer<typeof deployConfigSchema>;

/** One stage with its name and every default filled in. */
export interface Stage {
  readonly name: string;
  /** Absent: whatever account the credentials belong to. */
  readonly account?: string | undefined;
  readonly region: string;
  readonly namePrefix: string;
  readonly rolePath: string;
}
