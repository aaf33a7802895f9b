import type { Failure } from '@tooling/core';
import { z } from 'zod';

/** Of dist/failure.json. */
export const failureSchema = z.strictObject({
  taskHash: z.string(),
  failure: z.strictObject({
    code: z.string(),
    message: z.string(),
    problems: z.array(z.string()),
    hint: z.string(),
    exitCode: z.int(),
  }) satisfies z.ZodType<Failure>,
});
