import { checkConfig, describeFailure } from '@tooling/core';
import type { z } from 'zod';
import { formatFailure } from '../terminal/format-failure.ts';
import { createStyles } from '../terminal/styles.ts';

/** What the command line says of a wrong configuration. @throws Error when it is right */
export function showProblems(schema: z.ZodType, config: unknown, file: string): string {
  try {
    checkConfig(schema, config, file);
  } catch (error) {
    return formatFailure(describeFailure(error), createStyles(false));
  }
  throw new Error(`the wrong example of ${file} is valid`);
}
