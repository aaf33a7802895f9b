import { invalidParameter } from '../sqs-errors.ts';

interface Policy {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: readonly { readonly Sid?: string }[];
}

/** A policy with one statement more. @throws AwsError */
export function addStatement(
  before: string | undefined,
  added: {
    readonly Label: string;
    readonly AWSAccountIds: readonly string[];
    readonly Actions: readonly string[];
    readonly arn: string;
  },
): string {
  const { Label, AWSAccountIds, Actions, arn } = added;
  const policy = before === undefined ? emptyPolicy(arn) : parse(before);
  if (policy.Statement.some(({ Sid }) => Sid === Label)) {
    throw invalidParameter('Label', Label, 'Already exists.');
  }
  const statement = {
    Sid: Label,
    Effect: 'Allow',
    Principal: { AWS: oneOrAll(AWSAccountIds.map((id) => `arn:aws:iam::${id}:root`)) },
    Action: oneOrAll(Actions.map((action) => `SQS:${action}`)),
    Resource: arn,
  };
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] });
}

/** @returns the policy without a statement, empty where nothing is left. @throws AwsError */
export function removeStatement(before: string | undefined, label: string): string {
  const policy = before === undefined ? undefined : parse(before);
  const left = policy?.Statement.filter(({ Sid }) => Sid !== label) ?? [];
  if (policy === undefined || left.length === policy.Statement.length) {
    throw invalidParameter('Label', label, "can't find label.");
  }
  return left.length === 0 ? '' : JSON.stringify({ ...policy, Statement: left });
}

const emptyPolicy = (arn: string): Policy => ({
  Version: '2012-10-17',
  Id: `${arn}/SQSDefaultPolicy`,
  Statement: [],
});

/** AWS takes one statement without a list, too. */
function parse(text: string): Policy {
  const policy = JSON.parse(text) as Policy;
  return { ...policy, Statement: [policy.Statement].flat() };
}

const oneOrAll = (values: readonly string[]) => (values.length === 1 ? values[0] : values);
