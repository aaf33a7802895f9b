import {
  AttachRolePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { findStage, type HttpApiConfig, type WantedFunction } from '@tooling/core';
import { wantAccess } from '@tooling/core/bootstrap';
import { expect, it } from 'vitest';
import { account, openAccessLab, region, type AccessLab } from '../test/access-lab.ts';
import { arn, furnishAccount, namedRole } from '../test/furnish-account.ts';
import { openStore } from '../test/open-store.ts';
import { triggerExamples } from '../test/trigger-examples.ts';
import { unusedGrants } from '../test/unused-grants.ts';

const boundary = (stage: string) =>
  `arn:aws:iam::${account}:policy/lambda-bootstrap/tests-${stage}-boundary`;

const accessLog = { logGroupArn: arn('logs', 'log-group:/http/tests') };
const httpApis: readonly HttpApiConfig[] = [
  { ...triggerExamples.httpApi?.httpApi?.[0], accessLog },
  { ...triggerExamples.httpApi?.httpApi?.[1] },
];

const deployConfig = (httpApi: HttpApiConfig = {}) => {
  const common = { account, region };
  const stages = {
    dev: { ...common, namePrefix: 'dev-', permissionsBoundary: boundary('dev') },
    prod: {
      ...common,
      namePrefix: 'prod-',
      permissionsBoundary: boundary('prod'),
      codeBucket: 'birds-code',
    },
  };
  return `export default ${JSON.stringify({ service: 'tests', httpApi, stages })};\n`;
};

const config = (value: object) => `export default ${JSON.stringify(value)};\n`;
const answering = (text: string) => `exports.handler = async () => '${text}';\n`;
// Of buckets, the first versions of both ways are the same.
const triggersOf = (version: 'changed' | 'first') =>
  Object.entries(triggerExamples)
    .filter(([name]) => version === 'changed' || name !== 'bucket via eventbridge')
    .flatMap(([, one]) => one[version]);

/** Everything that is declared of a function and is no trigger. */
const rich = (more: object) => ({
  layers: [arn('lambda', 'layer:tools:1')],
  vpc: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
  deadLetter: { targetArn: arn('sqs', 'dead') },
  environment: {
    TABLE: { parameter: '/tests/table', resolve: 'deploy' },
    TOKEN: { secret: 'tests-token', resolve: 'deploy' },
  },
  logging: { retentionInDays: 7 },
  reservedConcurrency: 5,
  provisionedConcurrency: 1,
  asyncInvocation: { maximumRetryAttempts: 0 },
  recursion: 'Allow',
  runtimeManagement: { updateRuntimeOn: 'FunctionUpdate' },
  tags: { team: 'birds' },
  ...more,
});

const poor = {
  reservedConcurrency: null,
  provisionedConcurrency: null,
  asyncInvocation: null,
  codeSigningConfigArn: null,
  logging: { retentionInDays: null },
  tags: { team: null },
  permissions: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::birds/*'] }],
};

const files = {
  'deploy.config.ts': deployConfig(httpApis[0]),
  'lambdas/started/index.js': answering('started'),
  'lambdas/started/lambda.config.ts': config({ triggers: triggersOf('first') }),
  'lambdas/gone/index.js': answering('gone'),
  'lambdas/gone/lambda.config.ts': config({
    triggers: [
      { type: 'schedule', expression: 'rate(1 day)' },
      { type: 'queue', queue: 'graves' },
      { type: 'topic', topic: 'alerts' },
      { type: 'eventPattern', pattern: { source: ['model'] } },
      { type: 'bucket', bucket: 'nests' },
      { type: 'functionUrl', authType: 'NONE' },
      { type: 'httpApi', route: 'GET /gone' },
    ],
  }),
  'lambdas/named/index.js': answering('named'),
  'lambdas/named/lambda.config.ts': config({
    role: namedRole,
    logging: { logGroup: '/named/logs', retentionInDays: 7 },
  }),
  'lambdas/rich/index.js': answering('one'),
  'lambdas/rich/events/smoke.json': '{}',
  'lambdas/rich/events/smoke.expect.json': '{}',
};

const onProd = (...args: readonly string[]) => [...args, '--stage', 'prod'];

/** All that a pipeline and whoever is on call do, each with the least role that will do. */
async function playEverything(lab: AccessLab): Promise<void> {
  const { workspace } = lab;
  const codeSigningConfigArn = await furnishAccount(lab);
  const write = (name: string, value: object) =>
    workspace.write({ [`lambdas/${name}/lambda.config.ts`]: config(value) });
  await write('rich', rich({ codeSigningConfigArn }));
  for (const stage of ['dev', 'prod']) {
    await lab.run(['bootstrap', '--stage', stage, '--repo', 'owner/name', '--yes']);
  }
  const looks = async () => {
    await lab.as('plan');
    await lab.run(onProd('plan'));
    await lab.run(onProd('plan', '--verify'));
    await lab.run(onProd('status'));
    await lab.run(onProd('drift'));
    await lab.run(onProd('history', 'rich'));
    await lab.as('deploy');
  };
  await lab.as('plan');
  await lab.run(onProd('plan'));
  await lab.as('deploy');
  await lab.run(onProd('deploy'));
  await looks();
  for (const name of ['rich', 'gone']) {
    await lab.run(onProd('invoke', name, '--event', 'lambdas/rich/events/smoke.json'));
  }

  // Everything changes: triggers, the HTTP API, code, and how it is switched.
  const switching = { type: 'linear', percent: 50, intervalSeconds: 60, alarms: ['birds'] };
  await workspace.write({
    'deploy.config.ts': deployConfig(httpApis[1]),
    'lambdas/rich/index.js': answering('two'),
  });
  await write('rich', rich({ codeSigningConfigArn, switching }));
  await write('started', { triggers: triggersOf('changed') });
  await lab.as('deploy');
  await lab.run(onProd('deploy'));

  await lab.run(onProd('rollback', 'rich'));
  await lab.run(onProd('unpin', 'rich'));
  await lab.run(onProd('deploy', '--verify'));
  await lab.run(onProd('prune-versions', '--keep', '1'));

  // Somebody took the boundary from a role: it gets it back before it gets anything else.
  const iam = new IAMClient({
    endpoint: lab.stage.aws.url,
    region,
    credentials: { accessKeyId: 'root', secretAccessKey: 'root' },
  });
  const RoleName = `prod-rich-${region}`;
  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }));
  await workspace.write({ 'deploy.config.ts': deployConfig() });
  await write('rich', poor);
  await write('named', {
    role: namedRole,
    logging: { logGroup: '/named/logs', retentionInDays: null },
  });
  await write('started', { triggers: [] });
  await lab.run(onProd('deploy'));

  await workspace.write({
    'lambdas/gone': undefined,
    'lambdas/theirs/index.js': answering('ours'),
  });
  await workspace.commit('remove one, and take one over');
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: `prod-gone-${region}`,
      PolicyArn: 'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess',
    }),
  );
  iam.destroy();
  await lab.as('plan');
  await lab.run(onProd('adopt', 'theirs'));
  await lab.run(onProd('prune', '--dry-run'));
  await lab.as('deploy');
  await lab.run(onProd('prune', '--force'));
  await lab.run(onProd('adopt', 'theirs', '--yes'));
  await lab.run(onProd('deploy'));

  await lab.as('deploy', 'dev');
  await lab.run(['deploy', '--stage', 'dev', 'theirs']);
  const keys = await lab.as('deploy');
  await lab.run(['promote', 'theirs', '--from', 'dev', '--to', 'prod']);

  // A zip over 50 MB takes long to make: here its way is gone by a small one.
  const { clock } = lab;
  const options = { clock, namePrefix: 'prod-', permissionsBoundary: boundary('prod') };
  await using looking = openStore(lab.stage.aws.url, {
    ...options,
    credentials: await lab.as('plan'),
  });
  expect(await looking.store.findBucketProblem('birds-code')).toBeUndefined();
  await using large = openStore(lab.stage.aws.url, { ...options, credentials: keys });
  const change = await large.plan('large');
  if (change.artifact === undefined) throw new Error('there is no artifact');
  const codeBucket = 'birds-code';
  const prepared = await large.prepare({
    ...change,
    artifact: { ...change.artifact, codeBucket },
  });
  // As when another function of the run could not be switched.
  await large.store.putBack(await large.store.moveLive(prepared));
}

const policyOf = async ({ stage }: AccessLab, kind: 'deploy' | 'plan', PolicyName: string) => {
  const credentials = { accessKeyId: 'root', secretAccessKey: 'root' };
  const iam = new IAMClient({ endpoint: stage.aws.url, region, credentials });
  const RoleName = `tests-prod-${kind}`;
  const { PolicyDocument = '' } = await iam.send(
    new GetRolePolicyCommand({ RoleName, PolicyName }),
  );
  iam.destroy();
  return decodeURIComponent(PolicyDocument);
};

/** What is asked for only where two runs meet. */
const notPlayed: Readonly<Record<string, string>> = {
  'TagMappings lambda:GetEventSourceMapping':
    'asked for only while another change of a mapping is under way',
  'Promote lambda:GetAlias':
    'asked for only while a switch in steps is under way in the other stage',
};

it('a pipeline may do with its roles what it does, and nothing that it never does', async () => {
  await using lab = await openAccessLab(files);
  await playEverything(lab);
  const used = { plan: lab.usedBy('plan'), deploy: lab.usedBy('deploy') };
  const denied = [...used.plan, ...used.deploy].filter(({ allowed }) => !allowed);
  expect(denied.map(({ caller, action, resource }) => `${caller} ${action} ${resource}`)).toEqual(
    [],
  );
  expect.soft(unusedGrants(await policyOf(lab, 'plan', 'read'), used.plan)).toEqual([]);
  const unused = unusedGrants(await policyOf(lab, 'deploy', 'write'), used.deploy);
  expect(unused.filter((one) => notPlayed[one] === undefined)).toEqual([]);
});

/** Statements for what the local AWS cannot do: nobody has seen whether they are enough. */
const notPlayable = {
  Decrypt: 'there is no KMS',
  Encrypt: 'there is no KMS',
  Mount: 'there are no file systems',
  ReadImages: 'images are not pulled',
};

it('has the statements that it was not tried with only for what a configuration declares', () => {
  const ofAll = (settings: object) => {
    const stage = { account, region, codeBucket: 'birds-code', httpApi: httpApis[0] };
    const deployConfig = { service: 'tests', stages: { dev: { account, region }, prod: stage } };
    const wanted = { settings, references, attributes: {} } as unknown as WantedFunction;
    const { roles } = wantAccess({
      deployConfig,
      stage: findStage(deployConfig, 'prod'),
      repository: { owner: 'owner', name: 'name' },
      environment: 'prod',
      branch: 'main',
      wanted: [wanted],
    });
    const policies = roles.flatMap((role) => Object.values(role.policies));
    return new Set(policies.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid)));
  };
  const references = {
    A: { kind: 'parameter', name: '/a' },
    B: { kind: 'secret', name: 'b' },
  };
  const played = ofAll({ role: namedRole, logging: { logGroup: '/named/logs' } });
  const declared = ofAll({
    kmsKeyArn: arn('kms', 'key/1'),
    image: { uri: `${account}.dkr.ecr.${region}.amazonaws.com/birds:1` },
    fileSystems: [{ arn: arn('elasticfilesystem', 'access-point/1') }],
  });
  expect([...declared].filter((sid) => !played.has(sid)).sort()).toEqual(Object.keys(notPlayable));
});
