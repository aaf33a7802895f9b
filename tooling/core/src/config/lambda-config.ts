import { z } from 'zod';
import { attributesFields } from './attributes-config.ts';
import { bundlingSchema } from './bundling-config.ts';
import { lambdaLimits } from '../limits.ts';
import { imageSchema } from './image-config.ts';
import { permissionsSchema } from './permissions-config.ts';
import { settingsFields } from './settings-config.ts';
import { stageName } from './stage-name.ts';
import { switchingSchema } from './switching-config.ts';
import { triggersSchema } from './triggers-config.ts';

const handler = z
  .string()
  .max(128)
  .regex(/^index\.[A-Za-z_$][\w$]*$/, {
    error:
      'is not `index.` and the name of an export of the entry file: the artifact has one module',
  });

const permissions = permissionsSchema
  .optional()
  .describe(
    "What the function's own role may do, besides what the configuration itself needs. Not together with a `role`. What is left out again is taken from the role once the new version serves.",
  );

const switching = switchingSchema
  .optional()
  .describe(
    'How traffic goes over to a new version: all at once when left out. A later place replaces an earlier one whole. It is no drift: only the next deploy goes by it.',
  );

/** What may be said of all lambdas, of those of one stage, and of one lambda. */
const commonFields = { ...settingsFields, ...attributesFields, permissions, switching };

/** The fields that deploy.config.ts takes as defaults: none that says what one lambda is. */
export const defaultsSchema = z.strictObject(commonFields);

const description = z
  .string()
  .max(lambdaLimits.descriptionLength)
  .nullable()
  .optional()
  .describe(
    'What the function is for, in a sentence. Left out, the one that the function has stays; `null` removes it.',
  );

const image = imageSchema
  .optional()
  .describe(
    'A container image in the place of code: nothing is built, and the directory has no index file.',
  );

const triggers = triggersSchema
  .optional()
  .describe(
    'What starts the function, all of it on `live`: written with the functions of `@tooling/core/triggers`. What is not declared any more is removed; what others set up stays.',
  );

// One artifact serves all stages, so what a build reads is said once.
const stageOverridesSchema = z.strictObject({ description, ...commonFields, triggers, image });

/** The schema of lambda.config.ts: types, validation and the reference page come from it. */
export const lambdaConfigSchema = z.strictObject({
  description,
  handler: handler
    .optional()
    .describe('What Lambda calls: `index.` and the name of an export of the entry file.'),
  ...commonFields,
  triggers,
  image,
  bundling: bundlingSchema
    .optional()
    .describe(
      'What is in the zip besides the bundle of the entry file, and how that is bundled. Only here: builds do not read deploy.config.ts, nor the environment.',
    ),
  stages: z
    .record(stageName, stageOverridesSchema)
    .optional()
    .describe(
      'What is different in a stage, by its name: the fields of this page but `handler`, `bundling` and `stages`.',
    ),
});

/** What a lambda.config.ts exports as its default; every field may be left out. */
export type LambdaConfig = z.infer<typeof lambdaConfigSchema>;

/** What a stage says of one lambda, and deploy.config.ts of all of them. */
export type StageOverrides = z.infer<typeof stageOverridesSchema>;
