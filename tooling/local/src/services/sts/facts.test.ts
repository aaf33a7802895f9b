import { AssumeRoleCommand, STSClient, STSServiceException } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { startTestAws } from '../../testing/start-test-aws.ts';
import { differences } from '../lambda/facts/matches-fact.ts';
import { factId, readFacts } from '../lambda/facts/read-facts.ts';

it.each(readFacts().filter(({ area }) => area === 'sts'))(
  'STS answers as recorded: $request',
  async (fact) => {
    const aws = await startTestAws();
    const [, RoleArn, RoleSessionName] =
      /^AssumeRole\(RoleArn="(.*)", RoleSessionName="(.*)"\)$/.exec(fact.request) ?? [];
    const sts = new STSClient(aws.client);
    const error: unknown = await sts
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName }))
      .catch((caught: unknown) => caught);
    if (!(error instanceof STSServiceException)) throw error;
    const { name: code, message, $metadata } = error;
    const status = $metadata.httpStatusCode ?? 0;
    const answer = { status, headers: {}, body: undefined, text: '', code, message };
    expect(differences(answer, fact, {}), factId(fact)).toEqual([]);
    await aws.stop();
  },
);
