import { expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openState } from '../../state/open-state.ts';
import { openIamStore, saveRole } from './iam-store.ts';
import { createRoleDirectory } from './role-directory.ts';

const lambda = 'lambda.amazonaws.com';

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Statement: statements });
}
const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: lambda } };

test.each([
  ['one service', policy(allow), true],
  ['several services', policy({ ...allow, Principal: { Service: ['a', lambda] } }), true],
  ['everybody', policy({ ...allow, Principal: '*' }), true],
  ['another service', policy({ ...allow, Principal: { Service: 's3.amazonaws.com' } }), false],
  ['another action', policy({ ...allow, Action: 'sts:TagSession' }), false],
  ['a denial', policy(allow, { ...allow, Effect: 'Deny' }), false],
  ['a denial under a condition', policy(allow, { ...allow, Effect: 'Deny', Condition: {} }), true],
])('a role that trusts %s', async (_title, assumeRolePolicyDocument, expected) => {
  const directory = await mkdtemp(join(tmpdir(), 'roles-'));
  const state = await openState(directory);
  const store = await openIamStore(state);
  const arn = 'arn:aws:iam::000000000000:role/team/Worker';
  await saveRole(store, {
    roleName: 'Worker',
    path: '/team/',
    roleId: 'AROA',
    arn,
    createdAt: 1000,
    trustedAt: 1000,
    assumeRolePolicyDocument,
    maxSessionDuration: 3600,
    tags: {},
    inlinePolicies: {},
    attachedPolicies: [],
  });
  const at = (time: number) =>
    createRoleDirectory({ ...store, now: () => new Date(time), settleMs: 500 });
  expect(await at(1500).canBeAssumedBy(arn, lambda)).toBe(expected);
  expect(await at(1499).canBeAssumedBy(arn, lambda)).toBe(false);
  const elsewhere = arn.replace('/team/', '/');
  expect(await at(1500).canBeAssumedBy(elsewhere, lambda)).toBe(false);
  await state.close();
  await rm(directory, { recursive: true });
});
