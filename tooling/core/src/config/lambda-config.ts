import { z } from 'zod';
import { bundlingSchema } from './bundling-config.ts';
import { lambdaLimits, logRetentionDays } from '../limits.ts';
import { switchingSchema } from './switching-config.ts';

const { memorySizeMb, timeoutSeconds, ephemeralStorageMb } = lambdaLimits;

/** Node.js runtimes that functions can still be created on. */
export const nodeRuntimes = ['nodejs22.x', 'nodejs24.x', 'nodejs26.x'] as const;

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

const environment = z
  .record(environmentKey, z.string())
  .refine((variables) => environmentBytes(variables) <= lambdaLimits.environmentBytes, {
    error: `is more than the ${lambdaLimits.environmentBytes} bytes in all that Lambda takes`,
  });

const logging = z.strictObject({
  format: z
    .enum(['Text', 'JSON'])
    .optional()
    .describe('How lines are written. Levels can only be chosen with `JSON`.'),
  applicationLogLevel: z
    .enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'])
    .optional()
    .describe("The least level of the function's own lines that is kept."),
  systemLogLevel: z
    .enum(['DEBUG', 'INFO', 'WARN'])
    .optional()
    .describe("The least level of Lambda's lines that is kept."),
  retentionInDays: z
    .literal(logRetentionDays)
    .optional()
    .describe('Days that CloudWatch Logs keeps the lines; for ever when no one says otherwise.'),
});

const tagKey = z
  .string()
  .min(1)
  .max(128)
  .refine((key) => !/^aws:/i.test(key), { error: 'begins with aws:, which AWS keeps for itself' })
  .refine((key) => !key.startsWith('lambda-deploy:'), {
    error: 'begins with lambda-deploy:, which is kept for ownership',
  });

const tags = z.record(tagKey, z.string().max(256));

/** What Lambda measures of an environment against its limit. */
export function environmentBytes(variables: Readonly<Record<string, string>>): number {
  return new TextEncoder().encode(JSON.stringify(variables)).length;
}

/** The schema of lambda.config.ts: types, validation and the reference page come from it. */
export const lambdaConfigSchema = z.strictObject({
  description: z
    .string()
    .max(lambdaLimits.descriptionLength)
    .optional()
    .describe('What the function is for, in a sentence.'),
  handler: z
    .string()
    .max(128)
    .regex(/^index\.[A-Za-z_$][\w$]*$/, {
      error:
        'is not `index.` and the name of an export of the entry file: the artifact has one module',
    })
    .optional()
    .describe('What Lambda calls: `index.` and the name of an export of the entry file.'),
  runtime: z.enum(nodeRuntimes).optional().describe('The Node.js runtime.'),
  architecture: z
    .enum(['x86_64', 'arm64'])
    .optional()
    .describe('The processor that the function runs on.'),
  memorySize: z
    .int()
    .min(memorySizeMb.min)
    .max(memorySizeMb.max)
    .optional()
    .describe('MB of memory; processor time grows with it. AWS makes it 128 at creation.'),
  timeout: z
    .int()
    .min(timeoutSeconds.min)
    .max(timeoutSeconds.max)
    .optional()
    .describe('Seconds after which an invocation is ended. AWS makes it 3 at creation.'),
  ephemeralStorage: z
    .int()
    .min(ephemeralStorageMb.min)
    .max(ephemeralStorageMb.max)
    .optional()
    .describe('MB of /tmp. AWS makes it 512 at creation.'),
  environment: environment
    .optional()
    .describe(
      'Environment variables, 4096 bytes in all. Keys that Lambda sets itself are refused; keys that others set on the function stay. `--enable-source-maps` is added to `NODE_OPTIONS`. No secrets: whoever may read the function may read them.',
    ),
  tags: tags
    .optional()
    .describe(
      'Tags of the function, 50 in all with the three ownership tags. Keys that begin with `aws:` or `lambda-deploy:` are refused; tags that others set stay.',
    ),
  layers: z
    .array(
      z.string().regex(/^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:layer:[\w-]+:\d+$/, {
        error:
          'is not the ARN of a layer version (arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION)',
      }),
    )
    .max(lambdaLimits.layers)
    .optional()
    .describe('ARNs of layer versions, in the order in which they are unpacked.'),
  tracing: z
    .enum(['Active', 'PassThrough'])
    .optional()
    .describe("X-Ray tracing: `Active` samples, `PassThrough` follows the caller's header."),
  logging: logging.optional().describe('What is written to CloudWatch Logs.'),
  reservedConcurrency: z
    .int()
    .min(0)
    .optional()
    .describe('Concurrent executions that are kept for the function, and its limit; 0 stops it.'),
  role: z
    .string()
    .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, {
      error: 'is not the ARN of a role (arn:aws:iam::ACCOUNT:role/NAME)',
    })
    .optional()
    .describe(
      "ARN of the execution role. Left out at creation, one is made that may only write the function's own logs; left out later, the function keeps the role that it has.",
    ),
  bundling: bundlingSchema
    .optional()
    .describe(
      'What is in the zip besides the bundle of the entry file, and how that is bundled. Only here: builds do not read deploy.config.ts, nor the environment.',
    ),
  switching: switchingSchema
    .optional()
    .describe(
      'How traffic goes over to a new version: all at once when left out. A later place replaces an earlier one whole. It is no drift: only the next deploy goes by it.',
    ),
});

/** What a lambda.config.ts exports as its default; every field may be left out. */
export type LambdaConfig = z.infer<typeof lambdaConfigSchema>;
