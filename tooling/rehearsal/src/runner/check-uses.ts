import type { StandIns } from '../stand-ins/stand-in.ts';
import type { Workflow } from '../workflow/workflow-schema.ts';
import { NotRehearsed } from './not-rehearsed.ts';

/**
 * Whether every action of others has its stand-in, with the inputs that it is given: also in jobs and
 * steps that this run leaves out.
 *
 * @throws NotRehearsed
 */
export function checkUses({ jobs }: Workflow, standIns: StandIns): void {
  for (const { steps } of Object.values(jobs)) {
    for (const { uses, with: given } of steps) {
      if (uses !== undefined && !uses.startsWith('./')) checkUse(uses, given, standIns);
    }
  }
}

function checkUse(uses: string, given: object, standIns: StandIns): void {
  const name = uses.replace(/@.*$/, '');
  const standIn = standIns[name];
  if (standIn === undefined) throw new NotRehearsed(`there is no stand-in for ${name}`);
  const unknown = Object.keys(given).filter((input) => !(input in standIn.inputs));
  if (unknown.length === 0) return;
  throw new NotRehearsed(`the stand-in for ${name} does not know the input ${unknown.join(', ')}`);
}
