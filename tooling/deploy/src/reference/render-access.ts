import {
  boundaryPolicy,
  readStatements,
  writeStatements,
  type AccessPlace,
  type AccessStatement,
} from '@tooling/core/bootstrap';
import { code, codeBlock, page, table } from './markdown.ts';

/** What stands in the place of what a stage says, with all that a configuration can declare. */
const place: AccessPlace = {
  partition: 'aws',
  region: 'REGION',
  account: 'ACCOUNT',
  service: 'SERVICE',
  stage: 'STAGE',
  namePrefix: 'PREFIX',
  rolePath: '/lambda-deploy/',
  permissionsBoundary: 'arn:aws:iam::ACCOUNT:policy/lambda-bootstrap/SERVICE-STAGE-boundary',
  codeBucket: 'BUCKET',
  domain: 'DOMAIN',
  hasAccessLog: true,
  siblings: [{ region: 'REGION', namePrefix: 'PREFIX-OF-ANOTHER-STAGE' }],
  declared: {
    roles: ['arn:aws:iam::ACCOUNT:role/NAMED'],
    parameters: ['arn:aws:ssm:REGION:ACCOUNT:parameter/NAMED'],
    secrets: ['arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAMED-??????'],
    keys: ['arn:aws:kms:REGION:ACCOUNT:key/NAMED'],
    imageRepositories: ['arn:aws:ecr:REGION:ACCOUNT:repository/NAMED'],
    logGroups: ['NAMED'],
    hasFileSystems: true,
  },
};

/** docs/reference/access.md, from the policies that `lambda bootstrap` writes. */
export function renderAccess(): string {
  return page('What the roles of a pipeline may do', [
    '`lambda bootstrap` writes these policies; [pipeline.md](../pipeline.md) says how. A test plays the commands with the roles in a local AWS that enforces IAM, and fails when a policy lacks an action or allows one that nothing uses. `PREFIX` is the namePrefix of the stage, and `NAMED` what a configuration names: a statement about it is there only where one does, as those about `BUCKET` and `DOMAIN` are.',
    '## Both roles',
    'The plan role may do this and nothing else.',
    statements(readStatements(place)),
    '## The deploy role',
    'Besides:',
    statements(writeStatements(place)),
    '## The boundary of functions',
    'The most that a role may do which the deploy role makes, whatever it is given:',
    codeBlock('json', JSON.stringify(boundaryPolicy(), undefined, 2)),
  ]);
}

const statements = (all: readonly AccessStatement[]): string =>
  table(
    ['statement', 'what for', 'actions', 'on', 'if'],
    all.map(({ Sid, why, Action, Resource, Condition }) => [
      code(Sid),
      why,
      Action.map(code).join(', '),
      Resource.map(code).join(', '),
      conditions(Condition),
    ]),
  );

const conditions = (condition: AccessStatement['Condition'] = {}): string =>
  Object.values(condition)
    .flatMap((keys) => Object.entries(keys))
    .map(([key, value]) => `${code(key)} is ${[value].flat().map(code).join(' or ')}`)
    .join('; ');
