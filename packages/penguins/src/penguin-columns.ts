import type { Columns } from '@packages/dataset';

/** What was measured of each penguin, in this order. */
export const penguinFeatures = [
  'billLengthMm',
  'billDepthMm',
  'flipperLengthMm',
  'bodyMassG',
] as const;

/** What a CSV of penguins has to have. */
export const penguinColumns: Columns = {
  label: 'species',
  labels: ['Adelie', 'Chinstrap', 'Gentoo'],
  features: penguinFeatures,
};
