import { describeReference, type DeployReference, type ReferenceAnswer } from '@tooling/core';
import pLimit from 'p-limit';
import { chunk } from './chunk.ts';
import type { AwsClients } from './clients.ts';
import { readSecret } from './read-secret.ts';
import { refusalOf } from './refusal-of.ts';

// What GetParameters takes.
const namesPerCall = 10;
const callsAtOnce = 5;

type Answers = readonly (readonly [DeployReference, ReferenceAnswer])[];

/**
 * Reads what environment variables refer to, each once: parameters ten at a time, secrets one by one.
 *
 * @returns by `describeReference`: the value, or why there is none. Never both
 */
export async function readReferences(
  clients: AwsClients,
  references: readonly DeployReference[],
): Promise<ReadonlyMap<string, ReferenceAnswer>> {
  const limit = pLimit(callsAtOnce);
  const parameters = references.filter(({ kind }) => kind === 'parameter');
  const secrets = Map.groupBy(
    references.filter(({ kind }) => kind === 'secret'),
    ({ name, versionStage = '' }) => `${name} ${versionStage}`,
  );
  const answers: readonly Answers[] = await Promise.all([
    ...chunk(parameters, namesPerCall).map((some) => limit(() => readParameters(clients, some))),
    ...[...secrets.values()].map((some) => limit(() => readSecret(clients, some))),
  ]);
  return new Map(answers.flat().map(([one, answer]) => [describeReference(one), answer]));
}

async function readParameters(
  { ssm }: AwsClients,
  references: readonly DeployReference[],
): Promise<Answers> {
  const [{ GetParametersCommand }, client] = await Promise.all([
    import('@aws-sdk/client-ssm'),
    ssm(),
  ]);
  try {
    const { Parameters: found = [] } = await client.send(
      new GetParametersCommand({ Names: references.map(({ name }) => name), WithDecryption: true }),
    );
    // It may be asked for by its name or its ARN, with a version or a label behind either.
    const values = new Map(
      found.flatMap(({ Name = '', ARN = '', Selector = '', Value = '' }) => [
        [`${Name}${Selector}`, Value] as const,
        [`${ARN}${Selector}`, Value] as const,
      ]),
    );
    return references.map((one) => {
      const value = values.get(one.name);
      return [one, value === undefined ? { problem: 'there is no such parameter' } : { value }];
    });
  } catch (error) {
    const problem = refusalOf(error);
    return references.map((one) => [one, { problem }]);
  }
}
