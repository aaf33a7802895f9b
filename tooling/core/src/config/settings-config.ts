import { z } from 'zod';
import { lambdaLimits } from '../limits.ts';
import { deadLetterArn, fileSystemArn, kmsKeyArn, layerArn, roleArn } from './arn.ts';
import { environmentSchema } from './environment-config.ts';

const { memorySizeMb, timeoutSeconds, ephemeralStorageMb } = lambdaLimits;

/** Node.js runtimes that functions can still be created on. */
export const nodeRuntimes = ['nodejs22.x', 'nodejs24.x', 'nodejs26.x'] as const;

const vpc = z.strictObject({
  subnetIds: z
    .array(z.string().regex(/^subnet-[0-9a-z]+$/, { error: 'is not the id of a subnet' }))
    .min(1)
    .max(lambdaLimits.subnets)
    .describe('Subnets, one for each zone that the function shall run in.'),
  securityGroupIds: z
    .array(z.string().regex(/^sg-[0-9a-zA-Z]+$/, { error: 'is not the id of a security group' }))
    .min(1)
    .max(lambdaLimits.securityGroups)
    .describe('Security groups of its network interfaces.'),
  ipv6AllowedForDualStack: z
    .boolean()
    .optional()
    .describe('Whether it may send over IPv6 from subnets that have both; false when left out.'),
});

const fileSystem = z.strictObject({
  arn: fileSystemArn.describe('ARN of an EFS access point.'),
  localMountPath: z
    .string()
    .max(160)
    .regex(/^\/mnt\/[\w.-]+$/, { error: 'is not a path of one part under /mnt/' })
    .describe('Where the function finds it: `/mnt/` and a name.'),
});

/** Fields that are frozen with a version. */
export const settingsFields = {
  runtime: z.enum(nodeRuntimes).optional().describe('The Node.js runtime.'),
  architecture: z
    .enum(['x86_64', 'arm64'])
    .optional()
    .describe(
      'The processor that the function runs on; x86_64 when nobody says otherwise. With `bundling.external` it must stand in lambda.config.ts, outside of `stages`: packages are installed for it when the lambda is built, and builds do not read deploy.config.ts.',
    ),
  memorySize: z
    .int()
    .min(memorySizeMb.min)
    .max(memorySizeMb.max)
    .nullable()
    .optional()
    .describe('MB of memory; processor time grows with it. AWS makes it 128 at creation.'),
  timeout: z
    .int()
    .min(timeoutSeconds.min)
    .max(timeoutSeconds.max)
    .nullable()
    .optional()
    .describe('Seconds after which an invocation is ended. AWS makes it 3 at creation.'),
  ephemeralStorage: z
    .int()
    .min(ephemeralStorageMb.min)
    .max(ephemeralStorageMb.max)
    .nullable()
    .optional()
    .describe('MB of /tmp. AWS makes it 512 at creation.'),
  environment: environmentSchema
    .optional()
    .describe(
      'Environment variables, 4096 bytes in all. Keys that Lambda sets itself are refused; keys that others set on the function stay; `null` removes one. `--enable-source-maps` is added to `NODE_OPTIONS`. A secret is named, not written down: `{ secret: … }` or `{ parameter: … }`, see below.',
    ),
  layers: z
    .array(layerArn)
    .max(lambdaLimits.layers)
    .nullable()
    .optional()
    .describe('ARNs of layer versions, in the order in which they are unpacked.'),
  tracing: z
    .enum(['Active', 'PassThrough'])
    .nullable()
    .optional()
    .describe("X-Ray tracing: `Active` samples, `PassThrough` follows the caller's header."),
  vpc: vpc
    .nullable()
    .optional()
    .describe('The network that the function runs in; as a whole, what is left out is not set.'),
  deadLetter: z
    .strictObject({
      targetArn: deadLetterArn.describe(
        'ARN of an SQS queue or an SNS topic, of the standard kind.',
      ),
    })
    .nullable()
    .optional()
    .describe('Where events go that were invoked asynchronously and failed each time.'),
  fileSystems: z
    .array(fileSystem)
    .max(lambdaLimits.fileSystems)
    .nullable()
    .optional()
    .describe('File systems that are mounted; they need `vpc`.'),
  kmsKeyArn: kmsKeyArn
    .nullable()
    .optional()
    .describe(
      "Customer's key, or an alias of one, that the environment is encrypted with; AWS's own when left out.",
    ),
  sourceKmsKeyArn: kmsKeyArn
    .nullable()
    .optional()
    .describe(
      "Customer's key that the zip is encrypted with; AWS's own when left out. The key's policy must allow lambda.amazonaws.com kms:GenerateDataKey and kms:Decrypt, and whoever deploys needs both.",
    ),
  snapStart: z
    .strictObject({
      applyOn: z
        .string()
        .refine((value) => value === 'None', {
          error:
            'is not there for Node.js: SnapStart takes snapshots of Java, Python and .NET functions only. Leave it out; `provisionedConcurrency` keeps environments ready',
        })
        .describe('`None` alone: AWS has SnapStart for Java, Python and .NET only.'),
    })
    .optional()
    .describe(
      'SnapStart. Not valid for Node.js runtimes but as `None`, which is what AWS makes it.',
    ),
  role: roleArn
    .nullable()
    .optional()
    .describe(
      "ARN of the execution role. Left out at creation, one is made that may only do what the function's configuration needs, and what `permissions` say; left out later, the function keeps the role that it has. `null`: the role that is made, whatever role the function has.",
    ),
};
