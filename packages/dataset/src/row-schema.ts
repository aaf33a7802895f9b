import * as z from 'zod/mini';
import type { Columns } from './columns.ts';

/**
 * What a row of a CSV has to be, as texts by column.
 *
 * By zod's small variant: it weighs 16 kB in a bundle, the whole of zod some 400.
 */
export function rowSchema({ label, labels, features }: Columns) {
  return z.object({
    [label]: z.enum(labels, { error: given(`is none of ${labels.join(', ')}`) }),
    ...Object.fromEntries(features.map((name) => [name, measurement])),
  });
}

/** Plain decimals only: Number() would also take "", "0x1F" and "Infinity". */
const measurement = z
  .string({ error: given('is no number above 0') })
  .check(z.regex(/^(?=.*[1-9])\d+(?:\.\d+)?$/, { error: given('is no number above 0') }));

/** The value is part of the reason: who reads it has the row at hand, and not the column's place. */
function given(problem: string) {
  return ({ input }: { readonly input?: unknown }) =>
    input === undefined || input === '' ? 'is missing' : `${JSON.stringify(input)} ${problem}`;
}
