import { penguinColumns } from './penguin-columns.ts';
import { readPenguins } from './read-penguins.ts';

/**
 * The data set as a CSV, as somebody would upload it.
 *
 * @example
 * formatPenguins().split('\n')[0]; // → 'species,billLengthMm,billDepthMm,flipperLengthMm,bodyMassG'
 */
export function formatPenguins(): string {
  const { label, features } = penguinColumns;
  const rows = readPenguins().samples.map((sample) => [sample.label, ...sample.features].join());
  return [[label, ...features].join(), ...rows, ''].join('\n');
}
