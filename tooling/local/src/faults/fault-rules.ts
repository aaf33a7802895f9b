import { z } from 'zod';

const milliseconds = z.int().min(0).max(60_000);
const position = z.int().min(1).max(1_000_000);

/** To which requests a rule applies, and how often. */
const selection = {
  operation: z
    .string()
    .regex(
      /^([a-z0-9]+:)?([A-Z][A-Za-z0-9]*\*?|\*)$/,
      'an operation such as UpdateFunctionCode, lambda:UpdateFunctionCode, UpdateFunction*, lambda:* or *',
    )
    .describe('An operation, with or without its service; a star at the end stands for any rest.'),
  resource: z
    .string()
    .min(1)
    .optional()
    .describe('Only requests for this function, role or log group: its name.'),
  times: position.optional().describe('At most so many requests are struck. Default: all of them.'),
  at: z
    .strictObject({ from: position, to: position.optional() })
    .optional()
    .describe('Only the matching requests from this one to that one, counted from 1.'),
  each: z
    .boolean()
    .optional()
    .describe('`times` and `at` are counted for each function, role or log group by itself.'),
  chance: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe('The share of the matching requests that is struck, as the seed has it.'),
};

/** What goes wrong with requests on purpose: one rule. */
export const faultRuleSchema = z.discriminatedUnion('fault', [
  z.strictObject({
    ...selection,
    fault: z.literal('throttle').describe("Too many requests, in each service's own words."),
    retryAfterSeconds: z
      .int()
      .min(1)
      .max(60)
      .default(1)
      .describe('Retry-After of Lambda: seconds. No other service says one.'),
  }),
  z.strictObject({ ...selection, fault: z.literal('500').describe('The service failed.') }),
  z.strictObject({
    ...selection,
    fault: z.literal('503').describe('The service is not available.'),
  }),
  z.strictObject({
    ...selection,
    fault: z
      .literal('drop-request')
      .describe('The connection breaks, and the operation is not carried out.'),
  }),
  z.strictObject({
    ...selection,
    fault: z
      .literal('drop-answer')
      .describe('The operation is carried out, and the connection breaks without an answer.'),
  }),
  z.strictObject({
    ...selection,
    fault: z
      .literal('half-answer')
      .describe('The operation is carried out, and the connection breaks within the answer.'),
  }),
  z.strictObject({
    ...selection,
    fault: z.literal('delay').describe('The request waits before it is carried out.'),
    ms: z
      .strictObject({ from: milliseconds, to: milliseconds })
      .refine(({ from, to }) => from <= to, 'the range begins after its end')
      .describe('Milliseconds; any number of the range, as the seed has it.'),
  }),
  z.strictObject({
    ...selection,
    fault: z.literal('conflict').describe('Lambda: ResourceConflictException of an update.'),
  }),
  z.strictObject({
    ...selection,
    fault: z
      .literal('precondition')
      .describe('Lambda: PreconditionFailedException, of requests that name a RevisionId.'),
  }),
  z.strictObject({
    ...selection,
    fault: z
      .literal('role-not-ready')
      .describe('Lambda: the role cannot be assumed yet, of requests that name a role.'),
    forMs: milliseconds
      .optional()
      .describe('For so long from the first matching request, by the clock of the local AWS.'),
  }),
  z.strictObject({
    ...selection,
    fault: z
      .literal('ends-failed')
      .describe('Lambda: the creation or update is accepted, and ends in the state Failed.'),
    reasonCode: z
      .string()
      .regex(/^[A-Z]\w*(\.\w+)?$/)
      .default('InternalError')
      .describe('StateReasonCode or LastUpdateStatusReasonCode, one that the SDK knows.'),
  }),
  z.strictObject({
    ...selection,
    fault: z
      .literal('stranger')
      .describe('Lambda: somebody else does something to the function right before.'),
    does: z
      .enum(['delete', 'code', 'configuration', 'alias'])
      .describe(
        'Deletes the function, uploads other code, changes its memory, or moves its aliases.',
      ),
  }),
]);

export const faultsSchema = z.strictObject({
  seed: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .optional()
    .describe('What chances and delays are drawn from; a random one unless given.'),
  rules: z
    .array(faultRuleSchema)
    .describe('Each request takes all delays that match it, and the first other fault that does.'),
});

export type FaultRule = z.output<typeof faultRuleSchema>;
/** Faults as they are given: JSON. */
export type FaultsInput = z.input<typeof faultsSchema>;
export type FaultName = FaultRule['fault'];
