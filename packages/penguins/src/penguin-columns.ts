import type { Columns } from '@packages/dataset';

/**
 * What was measured of each penguin, in this order.
 *
 * @example
 * penguinFeatures.indexOf('bodyMassG'); // → 3
 */
export const penguinFeatures = [
  'billLengthMm',
  'billDepthMm',
  'flipperLengthMm',
  'bodyMassG',
] as const;

/**
 * What a CSV of penguins has to have.
 *
 * @example
 * import { readCsv } from '@packages/dataset';
 *
 * readCsv('species,bodyMassG\n', penguinColumns).bad[0]?.reasons;
 * // → [
 * //   'there is no column billLengthMm',
 * //   'there is no column billDepthMm',
 * //   'there is no column flipperLengthMm',
 * //   ]
 */
export const penguinColumns: Columns = {
  label: 'species',
  labels: ['Adelie', 'Chinstrap', 'Gentoo'],
  features: penguinFeatures,
};
