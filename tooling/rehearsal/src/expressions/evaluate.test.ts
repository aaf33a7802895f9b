import { describe, expect, it, test } from 'vitest';
import { evaluateCondition, evaluateText, evaluateValue } from './evaluate.ts';
import type { ExpressionScope } from './expression-scope.ts';

const status = (result: 'success' | 'failure'): ExpressionScope => ({
  contexts: {
    github: { event_name: 'push', event: { inputs: null } },
    vars: { DEPLOY_STAGE: 'dev' },
    needs: { check: { result, outputs: { list: '["dev","prod"]' } } },
  },
  functions: [
    { name: 'success', minArgs: 0, maxArgs: 0, call: () => result === 'success' },
    { name: 'failure', minArgs: 0, maxArgs: 0, call: () => result === 'failure' },
    { name: 'always', minArgs: 0, maxArgs: 0, call: () => true },
  ],
});

test.each([
  ['deploy-${{ vars.DEPLOY_STAGE }}', 'deploy-dev'],
  ["${{ vars.AWS_REGION || 'us-east-1' }}", 'us-east-1'],
  ["${{ format('{0} }}', github.event_name) }}!", 'push }!'],
  ['${{ github.event.pull_request.head.ref }}', ''],
  ["${{ github.event_name == 'PUSH' && 'yes' || 'no' }}", 'yes'],
])('%s is %s', (template, text) => {
  expect(evaluateText(template, status('success'))).toBe(text);
});

it('gives lists and objects where a field is one expression', () => {
  const scope = status('success');
  expect(evaluateValue('${{ fromJSON(needs.check.outputs.list) }}', scope)).toEqual([
    'dev',
    'prod',
  ]);
});

describe('a condition', () => {
  test.each([
    [undefined, true, false],
    ["github.event_name == 'push'", true, false],
    ["${{ github.event_name == 'push' }}", true, false],
    ['always()', true, true],
    ["failure() && vars.DEPLOY_STAGE == 'dev'", false, true],
    ["vars.DEPLOY_STAGE == 'always()'", false, false],
  ])('%s after success: %s, after a failure: %s', (condition, good, bad) => {
    expect(evaluateCondition(condition, status('success'))).toBe(good);
    expect(evaluateCondition(condition, status('failure'))).toBe(bad);
  });

  it('with text beside its expression is refused, since it would always hold', () => {
    expect(() => evaluateCondition('${{ false }} && true', status('success'))).toThrow(
      'always true',
    );
  });
});

it('refuses a context or function that is not offered at its place, by name', () => {
  expect(() => evaluateText('${{ secrets.TOKEN }}', status('success'))).toThrow('secrets');
  expect(() => evaluateText("${{ hashFiles('x') }}", status('success'))).toThrow('hashFiles');
});
