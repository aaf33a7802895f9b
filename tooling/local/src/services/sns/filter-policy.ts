import { checkEventPattern, matchesEventPattern } from '@tooling/core';
import type { MessageAttributeValue } from '@aws-sdk/client-sns';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/**
 * What AWS would refuse in a filter policy, after its `Invalid parameter: `.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function checkFilterPolicy(text: string, scope: FilterPolicyScope): string | undefined {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `FilterPolicy: failed to parse JSON. ${reason}`;
  }
  if (isEmpty(policy)) return undefined;
  const [problem] = checkEventPattern(policy, 'sns');
  if (problem !== undefined) return `FilterPolicy: ${problem.message}`;
  const fields = fieldsOf(policy);
  if (scope === 'MessageAttributes' && fields.some(({ depth }) => depth > 1)) {
    return 'Filter policy scope MessageAttributes does not support nested filter policy';
  }
  if (fields.length > maximumKeys) {
    return `FilterPolicy: Filter policy can not have more than ${maximumKeys} keys`;
  }
  const combinations = fields.reduce((product, { depth, values }) => product * depth * values, 1);
  return combinations > maximumCombinations
    ? 'FilterPolicy: Filter policy is too complex'
    : undefined;
}

const maximumKeys = 5;
const maximumCombinations = 150;

/** What a subscription's policy is asked about. */
export interface FilteredMessage {
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
}

export function matchesFilterPolicy(
  text: string,
  scope: FilterPolicyScope,
  { message, attributes }: FilteredMessage,
): boolean {
  const policy: unknown = JSON.parse(text);
  if (isEmpty(policy)) return true;
  const subject = scope === 'MessageBody' ? parse(message) : valuesOf(attributes);
  return typeof subject === 'object' && subject !== null && matchesEventPattern(policy, subject);
}

function isEmpty(policy: unknown): boolean {
  return typeof policy === 'object' && policy !== null && Object.keys(policy).length === 0;
}

interface FilterField {
  readonly depth: number;
  readonly values: number;
}

/** Those of `$or` are a level of their own only in what they say, not in how deep they are. */
function fieldsOf(policy: unknown, depth = 1): FilterField[] {
  if (typeof policy !== 'object' || policy === null) return [];
  return Object.entries(policy).flatMap(([name, value]: [string, unknown]): FilterField[] => {
    if (!Array.isArray(value)) return fieldsOf(value, depth + 1);
    if (name === '$or') return value.flatMap((each) => fieldsOf(each, depth));
    return [{ depth, values: value.length }];
  });
}

/** Bytes cannot be filtered by. */
function valuesOf(attributes: FilteredMessage['attributes']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType = '', StringValue = '' }]) => {
      if (DataType.startsWith('Binary')) return [];
      if (DataType === 'String.Array') return [[name, parse(StringValue)]];
      return [[name, DataType.startsWith('Number') ? Number(StringValue) : StringValue]];
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
