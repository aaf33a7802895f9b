import type { AnsweredRequest } from '../proxy.ts';
import { isRead, nameRequest } from './name-request.ts';
import { pointsOf } from './points.ts';
import { names } from './scenario.ts';

/** By name of the request. */
export type Counts = Readonly<Record<string, number>>;

/** How often a run asked what; polls count once. */
export const countRequests = (requests: readonly AnsweredRequest[]): Counts =>
  Object.fromEntries(pointsOf(requests, names).map(({ name, turn }) => [name, turn]));

/** What two runs may ask beyond what one run asks, so many times, and why. */
const allowances: readonly {
  readonly name: RegExp;
  readonly more: number;
  readonly because: string;
}[] = [
  {
    name: /^POST .*\/versions$/,
    more: 1,
    because: 'PublishVersion of what is published already answers with that version: it asks',
  },
  {
    name: /^GetRolePolicy added-/,
    more: 1,
    because: 'a role that is there already is compared; a new one has nothing to compare',
  },
  {
    name: /\/configured\/invocations\?Qualifier=2$/,
    more: 1,
    because: 'what a smoke test answered has died with the run that asked',
  },
  {
    name: /^POST .*\/tags\/.*gradual$/,
    more: 1,
    because: 'the note of a switch is as quickly put as read',
  },
  {
    name: /^PUT .*\/event-invoke-config\?/,
    more: 1,
    because: 'no answer that a plan reads tells of it: it is as quickly put as asked for',
  },
  {
    name: /^TagRole removed-|\.TagResource .*\/removed$/,
    more: 1,
    because: 'the mark of what goes after its function is as quickly put as read',
  },
  {
    name: /\.CreateLogGroup /,
    more: 1,
    because: 'a group that has no retention yet is as quickly made as asked for',
  },
  {
    name: /^GET .*\/gradual\/aliases\/live$/,
    more: 2,
    because: 'what a checkout remembers of an alias is not trusted after an interrupted switch',
  },
  {
    name: /^GET .*\/gradual\?Qualifier=\d+$/,
    more: 1,
    because: 'of a switch under way it is asked which commit it goes to: no older one overtakes it',
  },
];

const allowedBeyond = (name: string): number =>
  allowances.find((one) => one.name.test(name))?.more ?? 0;

/**
 * What was asked more often than by a run that nobody disturbs: writes by both runs together, also
 * refused ones; reads by the second run, which knows nothing of the first.
 *
 * @returns `2 CreateRole added-us-east-1, not 1`
 */
export function listSpare(
  first: readonly AnsweredRequest[],
  second: readonly AnsweredRequest[],
  undisturbed: Counts,
): readonly string[] {
  const [before, after] = [countRequests(first), countRequests(second)];
  return Object.keys({ ...before, ...after }).flatMap((name) => {
    const count = (isRead(name) ? 0 : (before[name] ?? 0)) + (after[name] ?? 0);
    const most = (undisturbed[name] ?? 0) + allowedBeyond(name);
    return count > most ? [`${count} ${name}, not ${most}`] : [];
  });
}

/** @returns writes that Lambda refused, as `409 PUT /2015-03-31/functions/changed/code` */
export const listRefused = (requests: readonly AnsweredRequest[]): readonly string[] =>
  requests
    .filter(({ status }) => status >= 400)
    .map((request) => ({ name: nameRequest(request), status: request.status }))
    .filter(({ name }) => !isRead(name) && / \/20\d\d-/.test(name))
    .map(({ name, status }) => `${status} ${name}`);
