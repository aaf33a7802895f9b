import type { ActionInput, ActionRule, NeededAction, Surroundings } from './needed-action.ts';

/** What an action is done to. Several: each of them has to be allowed. */
export type ResourceOf = (input: ActionInput, at: Surroundings) => string | readonly string[];

/** Operation → what it needs. */
export type ServiceRules = Readonly<Record<string, ActionRule>>;

/**
 * The rules of a service: most operations are an action of the same name on one resource, and stand in a
 * table by that; the others have a rule of their own.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @param prefix - What stands before the colon of an action, which is not always the signing name.
 */
export function serviceRules(
  prefix: string,
  byResource: readonly (readonly [resource: ResourceOf | '*', operations: readonly string[]])[],
  others: ServiceRules = {},
): ServiceRules {
  const same = byResource.flatMap(([resource, operations]) =>
    operations.map((name) => [name, simple(`${prefix}:${name}`, resource)] as const),
  );
  return { ...Object.fromEntries(same), ...others };
}

/** One action on what the input names. */
export function simple(action: string, resource: ResourceOf | '*'): ActionRule {
  return (input, at) => {
    const resources = resource === '*' ? resource : resource(input, at);
    return [resources].flat().map((one) => ({ action, resource: one }));
  };
}

/** All that several rules need. */
export const all =
  (...rules: readonly ActionRule[]): ActionRule =>
  (...given) =>
    rules.flatMap((rule) => rule(...given));

/** What is needed only where the input has a member. */
export const having =
  (member: string, rule: ActionRule): ActionRule =>
  (...given) =>
    isThere(given[0][member]) ? rule(...given) : [];

/** With condition keys that the input tells. */
export const knowing =
  (
    rule: ActionRule,
    contextOf: (input: ActionInput, at: Surroundings) => NeededAction['context'],
  ): ActionRule =>
  (input, at, request) =>
    rule(input, at, request).map((one) => ({
      ...one,
      context: { ...one.context, ...contextOf(input, at) },
    }));

/** With the tags that a request gives, as a list or as an object: `aws:RequestTag/…`, `aws:TagKeys`. */
export const tagging = (rule: ActionRule, member = 'Tags'): ActionRule =>
  knowing(rule, (input) => {
    const tags = tagsOf(input[member]);
    if (tags.length === 0) return {};
    return {
      ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
      'aws:TagKeys': tags.map(([key]) => key),
    };
  });

/** PassRole, where the input names a role for a service. */
export function passRole(roleOf: (input: ActionInput) => unknown, service: string): ActionRule {
  return (input) => {
    const roles = [roleOf(input)].flat().filter((one) => typeof one === 'string' && one !== '');
    return roles.map((resource) => ({
      action: 'iam:PassRole',
      resource: resource as string,
      context: { 'iam:PassedToService': service },
    }));
  };
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function isThere(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function tagsOf(tags: unknown): readonly (readonly [key: string, value: string])[] {
  if (Array.isArray(tags)) {
    return (tags as Readonly<Record<string, unknown>>[]).map((tag) => [
      textOf(tag.Key ?? tag.key),
      textOf(tag.Value ?? tag.value),
    ]);
  }
  return Object.entries(tags ?? {}).map(([key, value]) => [key, textOf(value)]);
}
