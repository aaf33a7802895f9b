import type { FunctionPlan, Plan } from '@tooling/core';
import { expect, test } from 'vitest';
import { renderComment } from './render-comment.ts';

const blocked = (lambda: string, message: string): FunctionPlan => ({
  action: 'blocked',
  lambda,
  functionName: lambda,
  reasons: [message],
  failure: { code: 'BUILD_FAILED', message, problems: [], hint: '', exitCode: 1 },
});

const planOf = (functions: readonly FunctionPlan[]): Plan => ({
  planVersion: 1,
  service: 'tests',
  stage: 'prod',
  account: '123456789012',
  region: 'eu-central-1',
  commit: 'none',
  functions,
  orphans: [],
  undeclared: [],
  dependencies: {},
});

const many = (length: number, message: string) =>
  planOf(Array.from({ length }, (_, index) => blocked(`f${index}`, message)));

test('shows fewer rows where all of them are more than GitHub takes, and says how many are left out', () => {
  const text = renderComment(many(1000, 'a reason of some length, '.repeat(20)), {});
  expect(text.length).toBeLessThan(65_536);
  const rows = text.split('\n').filter((line) => /^\| f\d/.test(line));
  expect(rows.length).toBeGreaterThanOrEqual(25);
  expect(text).toContain(`and ${1000 - rows.length} more: see the log`);
});

test('is cut where even a few rows are too long', () => {
  const text = renderComment(many(20, 'a very long reason. '.repeat(500)), {});
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/\nCut here: .*\n$/);
});

test('begins with what it does not know', () => {
  const text = renderComment(many(1, 'no'), { base: '3f2a91c4d5e60718293a4b5c6d7e8f9001122334' });
  expect(text).toMatch(/^## Plan without live state\n\n\*\*What is live is not known here\.\*\* /);
  expect(text).toContain('what 3f2a91c4d5e6 deploys');
});

test('names the commit of the pull request that people know, not that of its merge', () => {
  const plan = { ...many(1, 'no'), commit: '1'.repeat(40) };
  const text = renderComment(plan, { head: '3f2a91c4d5e60718293a4b5c6d7e8f9001122334' });
  expect(text).toMatch(/^## Plan for stage prod at 3f2a91c4d5e6, merged into its base\n/);
});
