import { z } from 'zod';

/** A statement of a function's own role. */
export interface Permission {
  /** IAM actions: `dynamodb:GetItem`. */
  readonly actions: readonly string[];
  /** ARNs, or `*`. */
  readonly resources: readonly string[];
  /** Operator, key, value or values. */
  readonly conditions?:
    Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> | undefined;
}

const conditions = z.record(
  z.string().min(1),
  z.record(z.string().min(1), z.union([z.string(), z.array(z.string())], { error: 'is not text' })),
);

const statement = z.strictObject({
  actions: z
    .array(
      z.string().regex(/^(?:\*|[a-z0-9-]+:[A-Za-z0-9*?]+)$/, {
        error: 'is not an action, such as dynamodb:GetItem',
      }),
    )
    .min(1)
    .max(100)
    .describe('IAM actions. `*` and `service:*` are taken, and said to be broad by the plan.'),
  resources: z
    .array(
      z.string().regex(/^(?:\*|arn:[^\s:]+:[^\s:]+:[^\s:]*:[^\s:]*:\S+)$/, {
        error: 'is neither an ARN nor *',
      }),
    )
    .min(1)
    .max(100)
    .describe('ARNs. `*` is taken, and said to be broad by the plan.'),
  conditions: conditions.optional().describe('IAM conditions: operator, key, value or values.'),
}) satisfies z.ZodType<Permission>;

/** What a function's own role may do besides what the function itself needs. */
export const permissionsSchema = z.array(statement).max(50);
