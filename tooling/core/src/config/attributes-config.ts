import { z } from 'zod';
import { lambdaLimits, logRetentionDays } from '../limits.ts';
import {
  codeSigningConfigArn,
  failureDestinationArn,
  runtimeVersionArn,
  successDestinationArn,
} from './arn.ts';

const { eventAgeSeconds } = lambdaLimits;

const logging = z.strictObject({
  format: z
    .enum(['Text', 'JSON'])
    .nullable()
    .optional()
    .describe('How lines are written. Levels can only be chosen with `JSON`.'),
  applicationLogLevel: z
    .enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'])
    .nullable()
    .optional()
    .describe("The least level of the function's own lines that is kept."),
  systemLogLevel: z
    .enum(['DEBUG', 'INFO', 'WARN'])
    .nullable()
    .optional()
    .describe("The least level of Lambda's lines that is kept."),
  logGroup: z
    .string()
    .max(512)
    .regex(/^[\w.#/-]+$/, { error: 'is not the name of a log group' })
    .refine((name) => !name.startsWith('aws/'), { error: 'begins with aws/, which AWS refuses' })
    .nullable()
    .optional()
    .describe(
      'Log group that the lines go to; several functions may share it. `/aws/lambda/` and the name of the function when nobody says otherwise, and with `null`. The role that is made may write to it.',
    ),
  retentionInDays: z
    .literal(logRetentionDays)
    .nullable()
    .optional()
    .describe('Days that CloudWatch Logs keeps the lines; for ever when no one says otherwise.'),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html#configuration-tags-restrictions */
const hasTagCharacters = (text: string) => /^[\p{L}\p{N}\p{Z}+\-=._:/@]*$/u.test(text);
const tagCharacters = {
  error: 'has a character other than letters, digits, spaces and + - = . _ : / @',
};

const tagKey = z
  .string()
  .min(1)
  .max(128)
  .refine(hasTagCharacters, tagCharacters)
  .refine((key) => !/^aws:/i.test(key), { error: 'begins with aws:, which AWS keeps for itself' })
  .refine((key) => !key.startsWith('lambda-deploy:'), {
    error: 'begins with lambda-deploy:, which is kept for ownership',
  });

const runtimeManagement = z
  .strictObject({
    updateRuntimeOn: z
      .enum(['Auto', 'FunctionUpdate', 'Manual'])
      .describe('When Lambda updates the runtime.'),
    runtimeVersionArn: runtimeVersionArn
      .optional()
      .describe('The version of the runtime to stay on; with `Manual` alone.'),
  })
  .refine(
    ({ updateRuntimeOn, runtimeVersionArn: version }) =>
      (updateRuntimeOn === 'Manual') === (version !== undefined),
    { error: 'needs a runtimeVersionArn with Manual, and none otherwise' },
  );

const asyncInvocation = z.strictObject({
  maximumRetryAttempts: z
    .int()
    .min(0)
    .max(2)
    .optional()
    .describe('How often a failed event is tried again. AWS makes it 2.'),
  maximumEventAge: z
    .int()
    .min(eventAgeSeconds.min)
    .max(eventAgeSeconds.max)
    .optional()
    .describe('Seconds that an event waits at most. AWS makes it 21600.'),
  onSuccess: successDestinationArn
    .optional()
    .describe('Where the results go; not to a FIFO queue or topic.'),
  onFailure: failureDestinationArn
    .optional()
    .describe('Where the events go that failed; not to a FIFO queue or topic.'),
});

/** Fields that belong to the function rather than to a version; `logging` has some of each. */
export const attributesFields = {
  tags: z
    .record(tagKey, z.string().max(256).refine(hasTagCharacters, tagCharacters).nullable())
    .optional()
    .describe(
      'Tags of the function, 50 in all with those of ownership; letters, digits, spaces and `+ - = . _ : / @`. Keys that begin with `aws:` or `lambda-deploy:` are refused; tags that others set stay; `null` removes one.',
    ),
  logging: logging.optional().describe('What is written to CloudWatch Logs.'),
  reservedConcurrency: z
    .int()
    .min(0)
    .nullable()
    .optional()
    .describe('Concurrent executions that are kept for the function, and its limit; 0 stops it.'),
  provisionedConcurrency: z
    .int()
    .min(1)
    .nullable()
    .optional()
    .describe('Execution environments of `live` that are kept ready. They cost while they wait.'),
  asyncInvocation: asyncInvocation
    .nullable()
    .optional()
    .describe(
      "What becomes of events that `live` is invoked with asynchronously; as a whole, what is left out is AWS's default.",
    ),
  recursion: z
    .enum(['Allow', 'Terminate'])
    .nullable()
    .optional()
    .describe('Whether Lambda stops the function when it calls itself in a loop; AWS does.'),
  runtimeManagement: runtimeManagement
    .nullable()
    .optional()
    .describe(
      'When the runtime is updated under the function. AWS makes it `Auto`. A new version has it before it serves.',
    ),
  codeSigningConfigArn: codeSigningConfigArn
    .nullable()
    .optional()
    .describe(
      'ARN of a code signing configuration of the account and region. Zips are not signed here, so one that enforces signatures is refused by the plan: it has to warn.',
    ),
};
