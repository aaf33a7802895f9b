import type { ActionInput, Surroundings } from '../needed-action.ts';
import { all, having, serviceRules, simple, tagging, textOf } from '../service-rules.ts';

const named = (name: string, { region, accountId }: Surroundings) =>
  `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;

/** Of one that is not there, what was asked for. */
const ofSecret = ({ SecretId }: ActionInput, at: Surroundings) => {
  const id = textOf(SecretId);
  return at.secretArn(id) ?? (id.startsWith('arn:') ? id : named(id, at));
};
const newSecret = ({ Name }: ActionInput, at: Surroundings) => named(textOf(Name), at);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const secretsmanagerRules = serviceRules(
  'secretsmanager',
  [[ofSecret, ['DeleteSecret', 'DescribeSecret', 'GetSecretValue', 'PutSecretValue']]],
  {
    CreateSecret: all(
      tagging(simple('secretsmanager:CreateSecret', newSecret)),
      having('Tags', tagging(simple('secretsmanager:TagResource', newSecret))),
    ),
  },
);
