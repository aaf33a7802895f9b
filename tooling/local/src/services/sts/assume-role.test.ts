import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  account,
  allow,
  claims,
  policy,
  startRoleLab,
  trust,
  type RoleLab,
} from '../../authorization/testing/start-role-lab.ts';

let lab: RoleLab;
beforeEach(async () => {
  lab = await startRoleLab();
});
afterEach(async () => {
  expect(lab.aws.failures).toEqual([]);
  await lab.stop();
});

it('knows a session by its name, as long as it lasts', async () => {
  const arn = await lab.makeRole([allow('lambda:*')]);
  const config = await lab.assume(arn, await lab.tokenFor(claims), { DurationSeconds: 900 });
  const sts = new STSClient(config);
  const identity = await sts.send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/Deployer/run-7`,
    UserId: expect.stringMatching(/^AROA\w{17}:run-7$/) as string,
  });
  await lab.aws.setClock({ advanceSeconds: 901 });
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  });
  await expect(new LambdaClient(config).send(new ListFunctionsCommand({}))).rejects.toMatchObject({
    name: 'ExpiredTokenException',
  });
  const stolen = { ...config, credentials: { ...config.credentials, sessionToken: 'other' } };
  await expect(new LambdaClient(stolen).send(new ListFunctionsCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
});

it('gives a role to tokens that its trust policy and the provider take', async () => {
  const like = { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:owner/*' } };
  const arn = await lab.makeRole([allow('lambda:*')], { AssumeRolePolicyDocument: trust(like) });
  await lab.assume(arn, await lab.tokenFor(claims));
  const denied = {
    name: 'AccessDenied',
    message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  };
  await expect(
    lab.assume(arn, await lab.tokenFor({ ...claims, sub: 'repo:other/name:x' })),
  ).rejects.toMatchObject(denied);
  await expect(lab.assume(`${arn}2`, await lab.tokenFor(claims))).rejects.toMatchObject(denied);
  const invalid = 'InvalidIdentityTokenException';
  await expect(
    lab.assume(arn, await lab.tokenFor({ ...claims, aud: 'other' })),
  ).rejects.toMatchObject({
    name: invalid,
    message: 'Incorrect token audience',
  });
  const [head, body] = (await lab.tokenFor(claims)).split('.');
  await expect(lab.assume(arn, `${head}.${body}.AAAA`)).rejects.toMatchObject({ name: invalid });
  await expect(lab.assume(arn, 'no token')).rejects.toMatchObject({ name: invalid });
  const token = await lab.tokenFor(claims);
  await lab.aws.setClock({ advanceSeconds: 301 });
  await expect(lab.assume(arn, token)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
});

it('does not take tokens of a provider that IAM does not know', async () => {
  const arn = await lab.makeRole([allow('lambda:*')]);
  const header = Buffer.from('{"alg":"RS256"}').toString('base64url');
  const body = Buffer.from('{"iss":"https://example.com"}').toString('base64url');
  await expect(lab.assume(arn, `${header}.${body}.AAAA`)).rejects.toThrow(
    'No OpenIDConnect provider found in your account for https://example.com',
  );
});

it('lets one role assume another one that trusts it', async () => {
  const helper = await lab.iam.send(
    new CreateRoleCommand({
      RoleName: 'Helper',
      AssumeRolePolicyDocument: policy({
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:role/pipeline/Deployer` },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  const RoleArn = helper.Role?.Arn;
  const sts = new STSClient(await lab.asDeployer([allow('sts:AssumeRole', RoleArn ?? '')]));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'chain' }),
  );
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
  // The account's root is not named in its trust policy.
  await expect(
    new STSClient(lab.aws.client).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'chain' }),
    ),
  ).rejects.toMatchObject({ name: 'AccessDenied' });
});
