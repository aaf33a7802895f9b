import { z } from 'zod';

const stepFields = ['percent', 'intervalSeconds'] as const;

/** How `live` goes over to a new version: one object, so that a later place replaces it whole. */
export const switchingSchema = z
  .strictObject({
    type: z
      .enum(['allAtOnce', 'linear', 'canary'])
      .describe(
        '`allAtOnce` moves all traffic at once, `linear` moves `percent` more after each interval, `canary` moves `percent`, waits for one interval and moves the rest.',
      ),
    percent: z
      .int()
      .min(1)
      .max(99)
      .optional()
      .describe('Share of the traffic in each step; for `linear` and `canary`, which need it.'),
    intervalSeconds: z
      .int()
      .min(10)
      .max(86_400)
      .optional()
      .describe(
        'Seconds between steps; for `linear` and `canary`, which need it. CloudWatch shows errors a minute or two late: a shorter interval sees none of its own.',
      ),
    alarms: z
      .array(z.string().min(1).max(255))
      .max(100)
      .optional()
      .describe(
        'Names of CloudWatch alarms. Nothing is switched while one is in ALARM, and everything that was goes back when one gets there before the last step. One that does not exist is refused before any traffic moves.',
      ),
    maxErrorPercent: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe(
        'Percent of the invocations of the new version that may fail while both versions serve, 5 when left out; more puts everything back. It is judged from 20 invocations on, or from 5 errors on. Only for `linear` and `canary`.',
      ),
  })
  .superRefine(({ type, ...fields }, context) => {
    const isStepped = type !== 'allAtOnce';
    const refuse = (field: string, message: string) => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    for (const field of stepFields) {
      if (isStepped && fields[field] === undefined) refuse(field, `is missing: ${type} needs it`);
    }
    for (const field of [...stepFields, 'maxErrorPercent'] as const) {
      if (!isStepped && fields[field] !== undefined) {
        refuse(field, 'means nothing with allAtOnce: no two versions serve beside each other');
      }
    }
  });

/** What a configuration says of switching. */
export type SwitchingConfig = z.infer<typeof switchingSchema>;
