import type { LambdaConfig } from '@tooling/core';
import { checkConfig } from '@tooling/core/build';
import type { z } from 'zod';
import { importConfig } from './load-config.ts';

/** What of lambda.config.ts decides the bytes of a build. */
export type BuildConfig = Pick<LambdaConfig, 'handler' | 'architecture' | 'bundling'>;

/**
 * What a build has to know of lambda.config.ts, and nothing of the other fields: they are checked where
 * they are used, by plan and deploy. They may come from the environment, of which turbo hands a build
 * nothing.
 *
 * @param directory - of the lambda, from the root
 * @throws UserError CONFIG_INVALID
 */
export async function readBuildConfig(root: string, directory: string): Promise<BuildConfig> {
  const found = await importConfig(root, directory, 'lambda.config');
  if (found === undefined) return {};
  const { file, value } = found;
  // The schemas take longer to load than a small lambda to bundle, and most say nothing of these fields.
  const schema = saysNothing(value) ? anything : (await import('./build-schema.ts')).buildSchema;
  const { handler, architecture, bundling } = checkConfig(schema, value, file) as BuildConfig;
  return {
    ...(handler !== undefined && { handler }),
    ...(architecture !== undefined && { architecture }),
    ...(bundling !== undefined && { bundling }),
  };
}

const saysNothing = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !['handler', 'architecture', 'bundling'].some(
    (field) => (value as Readonly<Record<string, unknown>>)[field] !== undefined,
  );

const anything = {
  safeParse: (data: unknown) => ({ success: true, data }),
} as unknown as z.ZodType;
