import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openState } from '../../state/open-state.ts';
import type { RoleDocument } from './iam-documents.ts';
import { openIamStore, saveRole } from './iam-store.ts';
import { createRoleDirectory } from './role-directory.ts';

const send = JSON.stringify({
  Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
});
const none = JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
const own = 'arn:aws:iam::000000000000:policy/own';
const aws = 'arn:aws:iam::aws:policy/';

test.each<[string, Partial<RoleDocument>, boolean]>([
  ['no policy', {}, false],
  ['an inline policy', { inlinePolicies: { send } }, true],
  ['an attached policy', { attachedPolicies: [own] }, true],
  [
    'a policy of AWS',
    { attachedPolicies: [`${aws}service-role/AWSLambdaBasicExecutionRole`] },
    false,
  ],
  ['a policy of AWS that is not known', { attachedPolicies: [`${aws}Other`] }, true],
  ['a boundary that does', { inlinePolicies: { send }, permissionsBoundary: own }, true],
  [
    'a boundary that does not',
    { attachedPolicies: [own], permissionsBoundary: `${own}-none` },
    false,
  ],
])('a role may send messages with %s', async (_title, role, expected) => {
  const directory = await mkdtemp(join(tmpdir(), 'roles-'));
  const state = await openState(directory);
  const store = await openIamStore(state);
  const arn = 'arn:aws:iam::000000000000:role/Worker';
  for (const [policyArn, document] of [
    [own, send],
    [`${own}-none`, none],
  ] as const) {
    const policy = { policyName: 'own', path: '/', policyId: 'ANPA', createdAt: 0, tags: {} };
    await store.policies.put(policyArn, { ...policy, arn: policyArn, document });
  }
  await saveRole(store, {
    roleName: 'Worker',
    path: '/',
    roleId: 'AROA',
    arn,
    createdAt: 0,
    trustedAt: 0,
    assumeRolePolicyDocument: '{}',
    maxSessionDuration: 3600,
    tags: {},
    inlinePolicies: {},
    attachedPolicies: [],
    ...role,
  });
  const roles = createRoleDirectory({ ...store, now: () => new Date(0), settleMs: 0 });
  expect(await roles.allows(arn, { action: 'sqs:SendMessage', resource: 'any' })).toBe(expected);
  expect(await roles.allows(`${arn}-2`, { action: 'sqs:SendMessage' })).toBe(false);
  await state.close();
  await rm(directory, { recursive: true });
});
