import { lambdaConfigSchema } from '@tooling/core';
import { z } from 'zod';

const { handler, architecture, bundling } = lambdaConfigSchema.shape;

/** The fields of lambda.config.ts that a build reads. Not strict: the others are none of its business. */
export const buildSchema = z.object({ handler, architecture, bundling });
