import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findStage, type WantedFunction } from '@tooling/core';
import { wantAccess } from '@tooling/core/bootstrap';
import type { AuthorizationRecord } from '@tooling/local';
import { recordFile } from './record-authorization.ts';

let ownDirectory: string | undefined;

/**
 * Holds all that the commands of all tests ask for against the policies that `lambda bootstrap` ships.
 * access.test.ts does it with the roles themselves, for one long series; this finds what only an odd path
 * asks for. `RECORD_AUTHORIZATIONS=FILE` keeps what was asked for, and tells what no test used.
 */
export function setup(): void {
  if (recordFile() === undefined) {
    ownDirectory = mkdtempSync(join(tmpdir(), 'authorizations-'));
    // Workers are started later, and have it.
    process.env.RECORD_AUTHORIZATIONS = join(ownDirectory, 'requests.jsonl');
  }
  writeFileSync(recordFile() ?? '', '');
}

export function teardown(): void {
  const records = readFileSync(recordFile() ?? '', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AuthorizationRecord);
  const used = new Set(records.map(({ action }) => action));
  const shipped = shippedActions();
  const lacking = [...used].filter((one) => !shipped.has(one) && notShipped[one] === undefined);
  if (ownDirectory === undefined) {
    process.stderr.write(
      `${used.size} actions were asked for; none of these tests used ${[...shipped].filter((one) => !used.has(one)).join(', ')}\n`,
    );
  } else {
    rmSync(ownDirectory, { recursive: true, force: true });
  }
  if (lacking.length === 0) return;
  throw new Error(`no policy of lambda bootstrap allows ${lacking.sort().join(', ')}`);
}

/** What is asked for in tests and not granted, each with the reason. */
const notShipped: Readonly<Record<string, string>> = {
  'iam:DeleteRolePermissionsBoundary':
    'a stage of a pipeline has a boundary, and nobody takes it away',
  'logs:FilterLogEvents': 'no job reads logs: people do, with credentials of their own',
  's3:CreateBucket': 'of stage local alone',
  'sns:CreateTopic': 'of stage local alone',
  'sqs:CreateQueue': 'of stage local alone',
};

function shippedActions(): ReadonlySet<string> {
  const account = '123456789012';
  const region = 'us-east-1';
  const httpApi = {
    domain: { name: 'api.example.com' },
    accessLog: { logGroupArn: `arn:aws:logs:${region}:${account}:log-group:/http` },
  };
  const stage = { account, region, codeBucket: 'code', httpApi };
  const deployConfig = { service: 'tests', stages: { dev: { account, region }, prod: stage } };
  const everything = {
    settings: {
      role: `arn:aws:iam::${account}:role/named`,
      kmsKeyArn: `arn:aws:kms:${region}:${account}:key/1`,
      logging: { logGroup: '/named' },
      image: { uri: `${account}.dkr.ecr.${region}.amazonaws.com/birds:1` },
      fileSystems: [{}],
    },
    references: { A: { kind: 'parameter', name: '/a' }, B: { kind: 'secret', name: 'b' } },
  } as unknown as WantedFunction;
  const { roles } = wantAccess({
    deployConfig,
    stage: findStage(deployConfig, 'prod'),
    repository: { owner: 'owner', name: 'name' },
    environment: 'prod',
    branch: 'main',
    wanted: [everything],
  });
  const statements = roles.flatMap(({ policies }) =>
    Object.values(policies).flatMap(({ Statement }) => Statement),
  );
  return new Set(statements.flatMap(({ Action }) => [Action].flat() as string[]));
}
