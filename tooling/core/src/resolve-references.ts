import { environmentProblems, refuse } from './check-wanted.ts';
import { mapAll } from './errors/join-errors.ts';
import { UserError } from './errors/user-error.ts';
import { describeReference, type DeployReference } from './references.ts';
import { withSourceMaps } from './want-settings.ts';
import type { WantedFunction } from './wanted-function.ts';

/** What reading a reference gave. */
export type ReferenceAnswer =
  | { readonly value: string }
  /** Why there is no value; nothing of what is there. */
  | { readonly problem: string };

/** Everything that has to be read before these functions can be planned, each once. */
export function referencesOf(wanted: readonly WantedFunction[]): readonly DeployReference[] {
  const references = wanted.flatMap((one) => Object.values(one.references));
  return [...new Map(references.map((one) => [describeReference(one), one])).values()];
}

/**
 * The functions with the values that their references stand for.
 *
 * @param answers - by `describeReference`
 * @throws UserError REFERENCE_MISSING with all that could not be read at once, and no value;
 * CONFIG_INVALID when the environment is too large with them
 */
export function resolveReferences(
  wanted: readonly WantedFunction[],
  answers: ReadonlyMap<string, ReferenceAnswer>,
): readonly WantedFunction[] {
  const problems = wanted.flatMap((one) => problemsOf(one, answers));
  if (problems.length > 0) {
    const message = 'values that the environment refers to cannot be read';
    throw new UserError('REFERENCE_MISSING', message, { problems });
  }
  return mapAll(wanted, (one) => resolve(one, answers));
}

type Answers = ReadonlyMap<string, ReferenceAnswer>;

function problemsOf({ directory, references }: WantedFunction, answers: Answers): string[] {
  return Object.entries(references).flatMap(([key, reference]) => {
    const name = describeReference(reference);
    const answer = answers.get(name) ?? { problem: 'was not read' };
    return 'value' in answer
      ? []
      : [`${directory}: environment.${key}: ${name}: ${answer.problem}`];
  });
}

function resolve(wanted: WantedFunction, answers: Answers): WantedFunction {
  const { settings, references } = wanted;
  const entries = Object.entries(references).map(([key, reference]) => {
    const answer = answers.get(describeReference(reference));
    return [key, answer && 'value' in answer ? answer.value : ''] as const;
  });
  if (entries.length === 0) return wanted;
  const merged = { ...settings.environment, ...Object.fromEntries(entries) };
  const environment = settings.image ? merged : withSourceMaps(merged);
  refuse(wanted.directory, { name: wanted.ownership.stage }, environmentProblems(environment));
  return { ...wanted, settings: { ...settings, environment } };
}
