import type { TrainingOptions } from '@packages/model';

const names = ['l2', 'testFraction', 'seed'] as const;

/**
 * The options that an event sets. Other fields are ignored, since every kind of schedule sends its
 * own; ranges are the model library's business.
 *
 * @throws TypeError when one of them is not a number.
 */
export function readTrainingOptions(event: unknown): TrainingOptions {
  const fields: Readonly<Record<string, unknown>> =
    typeof event === 'object' && event !== null ? { ...event } : {};
  const given = names.filter((name) => fields[name] !== undefined);
  const wrong = given.filter((name) => typeof fields[name] !== 'number');
  if (wrong.length > 0) {
    throw new TypeError(
      wrong.map((name) => `${name}: ${JSON.stringify(fields[name])} is not a number`).join('; '),
    );
  }
  return Object.fromEntries(given.map((name) => [name, fields[name]]));
}
