import { parseReference } from '../../services/ssm/parameter-document.ts';
import type { ActionInput, Surroundings } from '../needed-action.ts';
import { serviceRules, simple, textOf } from '../service-rules.ts';

/** What follows a name is a version or a label, of which IAM knows nothing. */
const parameterArn = (given: string, { region, accountId }: Surroundings): string => {
  const { name } = parseReference(given);
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`;
};

const ofParameter = ({ Name }: ActionInput, at: Surroundings) => parameterArn(textOf(Name), at);

const ofParameters = ({ Names }: ActionInput, at: Surroundings) =>
  ((Names ?? []) as readonly string[]).map((name) => parameterArn(name, at));

const ofPath = ({ Path }: ActionInput, at: Surroundings) => parameterArn(textOf(Path), at);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssmRules = serviceRules(
  'ssm',
  [
    [ofParameter, ['DeleteParameter', 'GetParameter', 'PutParameter']],
    [ofParameters, ['GetParameters']],
  ],
  { GetParametersByPath: simple('ssm:GetParametersByPath', ofPath) },
);
