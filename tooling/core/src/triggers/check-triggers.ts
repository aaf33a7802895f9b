import type { MergedConfig } from '../merge-configs.ts';
import type { HttpApiConfig } from '../config/http-api-config.ts';
import type { Trigger } from '../config/triggers-config.ts';
import { describeTrigger } from './describe-trigger.ts';
import type { TriggerPlace } from './trigger-state.ts';

const nowhere: TriggerPlace = { partition: 'aws', region: 'us-east-1', account: '000000000000' };

/** What is wrong with a lambda's triggers, as far as its configuration tells. */
export function triggerProblems(
  { triggers = [], timeout }: MergedConfig,
  httpApi: HttpApiConfig | undefined,
): string[] {
  const seen = new Map<string, number>();
  return triggers.flatMap((trigger, index) => {
    const { id, title } = describeTrigger(trigger, { functionName: 'any', place: nowhere });
    const first = seen.get(id);
    seen.set(id, first ?? index);
    return [
      ...(first === undefined ? [] : [`is the same as triggers[${first}]: ${title}`]),
      ...authorizerProblems(trigger, httpApi),
      ...timeoutProblems(trigger, timeout ?? 3),
      ...filterProblems(trigger),
    ].map((problem) => `triggers[${index}]: ${problem}`);
  });
}

function authorizerProblems(trigger: Trigger, httpApi: HttpApiConfig | undefined): string[] {
  if (trigger.type !== 'httpApi') return [];
  const { authorizer, scopes } = trigger;
  if (authorizer === undefined || authorizer === 'AWS_IAM') {
    return scopes === undefined ? [] : ['scopes: are of a JWT, and no authorizer reads one'];
  }
  const known = Object.keys(httpApi?.authorizers ?? {});
  if (known.includes(authorizer)) return [];
  const list = known.length === 0 ? 'none is declared' : `there are ${known.join(', ')}`;
  return [`authorizer: httpApi.authorizers in deploy.config.ts has no "${authorizer}"; ${list}`];
}

/** API Gateway gives up, whatever the function may still do. */
function timeoutProblems(trigger: Trigger, functionTimeout: number): string[] {
  if (trigger.type !== 'httpApi' || trigger.timeout === undefined) return [];
  if (trigger.timeout >= functionTimeout) return [];
  return [
    `timeout: API Gateway would give up after ${trigger.timeout} s, and the function may run for ${functionTimeout} s`,
  ];
}

function filterProblems(trigger: Trigger): string[] {
  if (!('filters' in trigger)) return [];
  return (trigger.filters ?? []).flatMap((filter, index) =>
    Object.keys(filter).length === 0
      ? [`filters[${index}]: an empty pattern matches everything`]
      : [],
  );
}

/** One route is one function's: problems by the directory of the later one. */
export function routeConflicts(
  lambdas: readonly { readonly directory: string; readonly triggers: readonly Trigger[] }[],
): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string>();
  const problems = new Map<string, string[]>();
  for (const { directory, triggers } of lambdas) {
    triggers.forEach((trigger, index) => {
      if (trigger.type !== 'httpApi') return;
      const key = trigger.route.replaceAll(/\{[^}+]+\}/g, '{}');
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, directory);
      else if (owner !== directory) {
        const text = `triggers[${index}]: the route ${trigger.route} is ${owner}'s already`;
        problems.set(directory, [...(problems.get(directory) ?? []), text]);
      }
    });
  }
  return problems;
}
