import * as iam from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { readQueryMembers } from './query-members.ts';
import { readServiceModel } from './service-model.ts';

const input = readServiceModel(iam).operations.get('TagRole')?.input;

function read(form: URLSearchParams) {
  if (input === undefined) throw new Error('IAM has no TagRole');
  return readQueryMembers(input, form);
}

test('reads a list as long as a request can be, whatever the order of its names', () => {
  const form = new URLSearchParams({ RoleName: 'r' });
  const count = 30_000;
  for (let index = count; index > 0; index--) {
    form.append(`Tags.member.${index}.Value`, `v${index}`);
    form.append(`Tags.member.${index}.Key`, `k${index}`);
  }
  const { RoleName, Tags } = read(form);
  expect(RoleName).toBe('r');
  expect(Tags).toHaveLength(count);
  expect((Tags as unknown[]).at(-1)).toEqual({ Key: `k${count}`, Value: `v${count}` });
});

test('takes the first of a name that is there twice, and nothing of a longer name', () => {
  const form = new URLSearchParams(
    'RoleName=a&RoleName=b&Tags.members.1.Key=x&TagsX.member.1.Key=y',
  );
  expect(read(form)).toEqual({ RoleName: 'a', Tags: [] });
});
