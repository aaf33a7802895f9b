import { z } from 'zod';
import { lambdaLimits } from '../limits.ts';
import { kmsKeyArn } from './arn.ts';

/** Keys that Lambda sets itself and refuses, besides everything that begins with AWS_LAMBDA_. */
const reservedEnvironment = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const isReserved = (key: string) =>
  reservedEnvironment.has(key) || /^AWS_LAMBDA_(?!EXEC_WRAPPER$)/.test(key);

const environmentKey = z
  .string()
  .regex(/^[a-zA-Z]\w+$/, {
    error:
      'must have letters, digits and _ only, begin with a letter, and be two characters at least',
  })
  .refine((key) => !isReserved(key), { error: 'is reserved by Lambda' });

const common = {
  kmsKeyArn: kmsKeyArn
    .optional()
    .describe("Customer's key that it is encrypted with: the function's role may decrypt with it."),
  resolve: z
    .literal('deploy')
    .optional()
    .describe(
      'The value is read when a deploy is planned, and stands in the environment. Left out, the function gets the name and reads the value itself: its role may read exactly this one.',
    ),
};

const parameterReference = z.strictObject({
  parameter: z
    .string()
    .regex(/^(?:arn:aws[\w-]*:ssm:[a-z0-9-]+:\d{12}:parameter\/?)?[\w./-]{1,1011}(?::[\w.-]+)?$/, {
      error: 'is not the name of a parameter, such as /penguins/table',
    })
    .describe('Name of an SSM parameter, or the ARN of one that is shared.'),
  ...common,
});

const secretReference = z
  .strictObject({
    secret: z
      .string()
      .regex(/^(?:arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:)?[\w/+=.@-]{1,512}$/, {
        error: 'is not the name or the ARN of a secret',
      })
      .describe('Name or ARN of a secret of Secrets Manager.'),
    key: z
      .string()
      .min(1)
      .optional()
      .describe('Key of the JSON object that the secret holds; needs `resolve`.'),
    versionStage: z
      .string()
      .min(1)
      .optional()
      .describe('AWSCURRENT when left out; needs `resolve`.'),
    ...common,
  })
  .refine(
    ({ key, versionStage, resolve }) =>
      resolve === 'deploy' || (key === undefined && versionStage === undefined),
    {
      error:
        "has a key or a versionStage, which need resolve: 'deploy': without it the function gets the name alone",
    },
  );

const environmentValue = z.union([z.string(), z.null(), parameterReference, secretReference], {
  error: ({ input }) => (input === undefined ? 'is missing' : 'is not a string'),
});

/** What Lambda measures of an environment against its limit. */
export function environmentBytes(variables: Readonly<Record<string, unknown>>): number {
  return new TextEncoder().encode(JSON.stringify(variables)).length;
}

const texts = (variables: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => typeof value === 'string'));

export const environmentSchema = z
  .record(environmentKey, environmentValue)
  .refine((variables) => environmentBytes(texts(variables)) <= lambdaLimits.environmentBytes, {
    error: `is more than the ${lambdaLimits.environmentBytes} bytes in all that Lambda takes`,
  });

/** What an environment variable may be: a text, nothing any more (null), or what is kept elsewhere. */
export type EnvironmentValue = z.infer<typeof environmentValue>;
