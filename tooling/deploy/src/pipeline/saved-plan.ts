import { createHash, createHmac, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { comparePlans, hashPlan, UserError, type HashedPlan, type Plan } from '@tooling/core';
import { z } from 'zod';

/** What was asked for when a plan was saved: applying it asks for the same. */
export interface SavedRequest {
  readonly names: readonly string[];
  readonly force: boolean;
  readonly unpin: boolean;
  readonly atOnce: boolean;
  readonly verify: boolean;
  /** Whether each function is switched for itself: there is no barrier then. */
  readonly independent: boolean;
}

/** A plan as it was read from a file. */
export interface SavedPlan {
  /** As the user knows it. */
  readonly file: string;
  readonly request: SavedRequest;
  readonly hashed: HashedPlan;
  readonly salt: string;
}

// Of the file; what a plan is has a version of its own. 2: the request says whether there is a barrier.
const savedPlanVersion = 2;
const planVersion: Plan['planVersion'] = 1;

const fileSchema = z.strictObject({
  savedPlanVersion: z.number(),
  integrity: z.string(),
  content: z.unknown(),
});

const contentSchema = z.strictObject({
  request: z.strictObject({
    names: z.array(z.string()),
    force: z.boolean(),
    unpin: z.boolean(),
    atOnce: z.boolean(),
    verify: z.boolean(),
    independent: z.boolean(),
  }),
  salt: z.string(),
  hashed: z.strictObject({
    plan: z.looseObject({ planVersion: z.number() }),
    environments: z.record(z.string(), z.string()),
  }),
});

/**
 * Against damage, not against forgery: whoever can write the file can write this too. What a plan says is
 * not done, but compared with what is planned anew; only the request is taken from the file.
 */
const integrityOf = (content: unknown): string =>
  `sha256-${createHash('sha256').update(JSON.stringify(content)).digest('base64')}`;

const hashWith =
  (salt: string) =>
  (text: string): string =>
    createHmac('sha256', salt).update(text).digest('base64');

/**
 * Writes a plan to a file that only its owner can read, without a value of an environment.
 *
 * @throws UserError USAGE when that file cannot be written
 */
export async function writeSavedPlan(
  path: string,
  file: string,
  plan: Plan,
  request: SavedRequest,
): Promise<void> {
  const salt = randomBytes(32).toString('base64');
  // As JSON has it, without what is undefined: that is what will be read.
  const content: unknown = JSON.parse(
    JSON.stringify({ request, salt, hashed: hashPlan(plan, hashWith(salt)) }),
  );
  const text = JSON.stringify(
    { savedPlanVersion, integrity: integrityOf(content), content },
    undefined,
    2,
  );
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, `${text}\n`, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    throw new UserError('USAGE', `${file} cannot be written: ${(error as Error).message}`, {
      subject: file,
      hint: 'name a file in a directory that is there',
      cause: error,
    });
  }
}

const invalid = (file: string, what: string, cause?: unknown): UserError =>
  new UserError('PLAN_INVALID', `${file} ${what}`, { subject: file, cause });

async function readJson(path: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw invalid(file, `cannot be read: ${(error as Error).message}`, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(file, 'is damaged: it is not JSON', error);
  }
}

/** @throws UserError PLAN_INVALID when the file is damaged or of another version */
export async function readSavedPlan(path: string, file: string): Promise<SavedPlan> {
  const saved = fileSchema.safeParse(await readJson(path, file));
  if (!saved.success) throw invalid(file, 'is no plan that `lambda plan --out` wrote');
  const { savedPlanVersion: version, integrity, content } = saved.data;
  const ofVersion = (found: number, known: number) =>
    `is of version ${found}, this tool writes and reads ${known}`;
  if (version !== savedPlanVersion) throw invalid(file, ofVersion(version, savedPlanVersion));
  if (integrity !== integrityOf(content)) {
    throw invalid(file, 'is damaged: it is not what was written');
  }
  const parsed = contentSchema.safeParse(content);
  if (!parsed.success) throw invalid(file, 'is damaged: parts of it are missing, or are not known');
  const { request, salt, hashed } = parsed.data;
  const found = hashed.plan.planVersion;
  if (found !== planVersion) throw invalid(file, ofVersion(found, planVersion));
  return { file, request, salt, hashed: hashed as unknown as HashedPlan };
}

/** What was asked for besides the plan itself: `--force --unpin predict, as saved`; undefined for nothing. */
export function describeRequest({ names, ...wishes }: SavedRequest): string | undefined {
  const flags = {
    force: '--force',
    unpin: '--unpin',
    atOnce: '--at-once',
    verify: '--verify',
    independent: '--independent',
  } as const satisfies Record<keyof typeof wishes, string>;
  const words = (Object.keys(flags) as (keyof typeof flags)[])
    .filter((wish) => wishes[wish])
    .map((wish) => flags[wish]);
  const all = [...words, ...names];
  return all.length === 0 ? undefined : `${all.join(' ')}, as saved`;
}

/** Where a plan is to be applied. */
export interface PlanTarget {
  readonly service: string;
  readonly stage: string;
  readonly account: string;
  readonly region: string;
}

/** @throws UserError PLAN_INVALID when the plan was made for somewhere else */
export function checkTarget({ file, hashed: { plan } }: SavedPlan, target: PlanTarget): void {
  const fields = ['service', 'stage', 'account', 'region'] as const;
  const problems = fields
    .filter((field) => plan[field] !== target[field])
    .map((field) => `${field} ${plan[field]}, and not ${target[field]}`);
  if (problems.length === 0) return;
  const stage = plan.stage === target.stage ? '' : `add \`--stage ${plan.stage}\`, or `;
  throw new UserError('PLAN_INVALID', `${file} is a plan for somewhere else`, {
    subject: file,
    problems,
    hint: `${stage}make one for this stage: \`lambda plan --out ${file} --stage ${target.stage}\``,
  });
}

const shownProblems = 20;

/** @throws UserError PLAN_STALE with what would be done otherwise now */
export function checkSame({ file, hashed, salt }: SavedPlan, now: Plan): void {
  // As it is read from a file: what is undefined is not there.
  const fresh = JSON.parse(JSON.stringify(hashPlan(now, hashWith(salt)))) as HashedPlan;
  const differences = comparePlans(hashed, fresh);
  if (differences.length === 0) return;
  const rest = differences.length - shownProblems;
  throw new UserError('PLAN_STALE', `${file} is not what a deploy would do any more`, {
    subject: file,
    problems: [
      ...differences.slice(0, shownProblems),
      ...(rest > 0 ? [`and ${rest} differences more`] : []),
    ],
  });
}
