import { z } from 'zod';

/** The schema of `events/<event>.expect.json`. */
export const smokeExpectationSchema = z.strictObject({
  payload: z
    .json()
    .optional()
    .describe(
      'What the answer holds at least: objects may have more keys, arrays more items. Left out, any answer will do.',
    ),
  functionError: z
    .string()
    .min(1)
    .optional()
    .describe('`Unhandled`, where the function shall fail. Left out, it shall not.'),
  maxDurationMs: z
    .int()
    .min(1)
    .optional()
    .describe(
      "The most milliseconds that the function may take, by Lambda's own report: without the start of its environment.",
    ),
});

/** What the answer to an event shall be. */
export type SmokeExpectation = z.infer<typeof smokeExpectationSchema>;

/** An event that a new version is called with before it gets any traffic. */
export interface SmokeTest {
  /** Of its file, without extension: `setosa`. */
  readonly name: string;
  /** JSON text. */
  readonly payload: string;
  readonly expectation: SmokeExpectation;
}
