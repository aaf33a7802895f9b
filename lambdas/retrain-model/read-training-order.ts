import type { TrainingOptions } from '@packages/model';

/** What an event asks for. */
export interface TrainingOrder {
  readonly options: TrainingOptions & { readonly testFraction: number; readonly seed: number };
  /** The moment of the schedule, so that the same run again gives the same model. */
  readonly trainedAt: string;
  /** Trains and compares, and neither puts the model into service nor announces anything. */
  readonly dryRun: boolean;
}

const names = ['l2', 'testFraction', 'seed'] as const;
const defaults = { testFraction: 0.25, seed: 1 };

/**
 * What an event asks for. Other fields are ignored, since every kind of schedule sends its own;
 * ranges are the model library's business.
 *
 * @throws TypeError when one of them is not a number.
 */
export function readTrainingOrder(event: unknown, now: () => Date): TrainingOrder {
  const fields: Readonly<Record<string, unknown>> =
    typeof event === 'object' && event !== null ? { ...event } : {};
  const given = names.filter((name) => fields[name] !== undefined);
  const wrong = given.filter((name) => typeof fields[name] !== 'number');
  if (wrong.length > 0) {
    throw new TypeError(
      wrong.map((name) => `${name}: ${JSON.stringify(fields[name])} is not a number`).join('; '),
    );
  }
  return {
    options: { ...defaults, ...Object.fromEntries(given.map((name) => [name, fields[name]])) },
    trainedAt: typeof fields.time === 'string' ? fields.time : now().toISOString(),
    dryRun: fields.dryRun === true,
  };
}
