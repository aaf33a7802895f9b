import { z } from 'zod';

/**
 * What the runner understands of a workflow, and nothing else: every field that is not here is refused
 * by its name, since what is passed over would be rehearsed wrongly.
 *
 * The whole language: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
 */

/** GitHub makes text of numbers and booleans. */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const scalars = z.record(z.string(), scalar.or(z.null().transform(() => ''))).default({});
const condition = z.union([z.string(), z.boolean().transform(String)]).optional();
const minutes = z.union([z.number(), z.string()]).optional();
const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

// eslint-disable-next-line no-restricted-syntax -- a field of the workflow: nothing is started by it
const defaultsSchema = z.strictObject({ run: z.strictObject({ shell: z.literal('bash') }) });

const concurrencySchema = z.union([
  z.string().transform((group) => ({ group, 'cancel-in-progress': 'false' })),
  z.strictObject({
    group: z.string(),
    'cancel-in-progress': scalar.default('false'),
    // Runs of a rehearsal never wait: which of several waiting ones goes on is not rehearsed.
    queue: z.enum(['single', 'max']).optional(),
  }),
]);

const environmentSchema = z.union([
  z.string().transform((name) => ({ name, url: undefined })),
  z.strictObject({ name: z.string(), url: z.string().optional() }),
]);

const permissionsSchema = z.record(z.string(), z.enum(['read', 'write', 'none']));

const stepSchema = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: condition,
  uses: z.string().optional(),
  with: scalars,
  run: z.string().optional(),
  // eslint-disable-next-line no-restricted-syntax -- a field of the workflow: nothing is started by it
  shell: z.literal('bash').optional(),
  'working-directory': z.string().optional(),
  env: scalars,
  'continue-on-error': scalar.default('false'),
  'timeout-minutes': minutes,
});

const matrixSchema = z.union([
  z.string(),
  z.record(z.string(), z.union([z.string(), z.array(z.unknown())])),
]);

const jobSchema = z.strictObject({
  name: z.string().optional(),
  needs: texts.default([]),
  if: condition,
  'runs-on': z.enum(['ubuntu-24.04', 'ubuntu-latest']),
  'timeout-minutes': minutes,
  permissions: permissionsSchema.optional(),
  environment: environmentSchema.optional(),
  concurrency: concurrencySchema.optional(),
  outputs: scalars,
  env: scalars,
  defaults: defaultsSchema.optional(),
  strategy: z
    .strictObject({
      matrix: matrixSchema,
      'fail-fast': z.boolean().default(true),
      'max-parallel': z.number().optional(),
    })
    .optional(),
  'continue-on-error': scalar.default('false'),
  steps: z.array(stepSchema),
});

const dispatchInputSchema = z.strictObject({
  description: z.string().optional(),
  required: z.boolean().default(false),
  default: scalar.optional(),
  type: z.enum(['string', 'boolean', 'choice', 'environment']).default('string'),
  options: z.array(z.string()).optional(),
});

const branchesSchema = z.strictObject({ branches: z.array(z.string()).optional() });

const triggersSchema = z.strictObject({
  push: branchesSchema.nullable().optional(),
  pull_request: branchesSchema
    .extend({ types: z.array(z.string()).optional() })
    .nullable()
    .optional(),
  workflow_dispatch: z
    .strictObject({ inputs: z.record(z.string(), dispatchInputSchema).default({}) })
    .nullable()
    .optional(),
  workflow_run: branchesSchema
    .extend({ workflows: z.array(z.string()), types: z.array(z.string()) })
    .optional(),
  schedule: z
    .array(z.strictObject({ cron: z.string(), timezone: z.string().optional() }))
    .optional(),
});

export const workflowSchema = z.strictObject({
  name: z.string(),
  'run-name': z.string().optional(),
  on: triggersSchema,
  concurrency: concurrencySchema.optional(),
  permissions: permissionsSchema,
  env: scalars,
  defaults: defaultsSchema.optional(),
  jobs: z.record(z.string(), jobSchema),
});

export const actionSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  inputs: z
    .record(
      z.string(),
      z.strictObject({
        description: z.string().optional(),
        required: z.boolean().default(false),
        default: scalar.optional(),
      }),
    )
    .default({}),
  outputs: z
    .record(z.string(), z.strictObject({ description: z.string().optional(), value: z.string() }))
    .default({}),
  runs: z.strictObject({ using: z.literal('composite'), steps: z.array(stepSchema) }),
});

export type Workflow = z.infer<typeof workflowSchema>;
export type Job = z.infer<typeof jobSchema>;
export type Step = z.infer<typeof stepSchema>;
export type Action = z.infer<typeof actionSchema>;
export type Permissions = z.infer<typeof permissionsSchema>;
