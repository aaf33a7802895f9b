import { suggest, UserError } from '@tooling/core';
import type { ServiceEntry } from '../gateway/service-entry.ts';
import { appliesTo } from './applies-to.ts';
import type { FaultRule } from './fault-rules.ts';
import { isNamed } from './track-rule.ts';

/**
 * A rule that can strike nothing is a mistake: a misspelt operation, or a fault that it cannot have.
 *
 * @throws UserError USAGE with all of them.
 */
export async function checkTargets(
  rules: readonly FaultRule[],
  services: readonly ServiceEntry[],
): Promise<void> {
  const problems: string[] = [];
  for (const rule of rules) {
    const problem = await problemOf(rule, services);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length === 0) return;
  throw new UserError('USAGE', 'the faults name what is not there', {
    problems,
    hint: 'docs/reference/local-aws.md lists all operations that are there',
  });
}

async function problemOf(
  { operation, fault, ...rule }: FaultRule,
  services: readonly ServiceEntry[],
): Promise<string | undefined> {
  const problem = (text: string) => `${operation}=${fault}: ${text}`;
  const [name = '', prefix] = operation.split(':').reverse();
  const asked = services.filter((service) => prefix === undefined || service.name === prefix);
  if (asked.length === 0) {
    const names = services.map((service) => service.name);
    return problem(
      `there is no service "${prefix ?? ''}": ${suggest(prefix ?? '', names, 'name one that is there')}`,
    );
  }
  const names: string[] = [];
  // One after the other, Lambda first: most faults are about it, and each service takes time to load.
  for (const entry of asked) {
    const { operations, failureReasons } = await entry.load();
    const named = Object.keys(operations).filter((one) => isNamed(operation, entry.name, one));
    if (named.some((one) => appliesTo(fault, entry.name, one))) {
      if (!('reasonCode' in rule) || failureReasons === undefined) return undefined;
      const reasons = await failureReasons();
      if (reasons.includes(rule.reasonCode)) return undefined;
      return problem(
        `there is no reason code "${rule.reasonCode}": ${suggest(rule.reasonCode, reasons, 'name one of the SDK')}`,
      );
    }
    if (named.length > 0) return problem(`${named[0] ?? name} cannot have this fault`);
    names.push(...Object.keys(operations));
  }
  return problem(
    `there is no operation "${name}": ${suggest(name, names, 'name one that is there')}`,
  );
}
