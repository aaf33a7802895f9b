import { expect, it } from 'vitest';
import { createWorkspace } from '../test/create-workspace.ts';
import { isThere } from '../test/by-hand.ts';
import { startProxy } from '../test/proxy.ts';
import { jsonLines, runLambda } from '../test/run-lambda.ts';
import { startStage } from '../test/stage.ts';

const adding = `
exports.handler = async ({ a, b }) => {
  console.log('adding with ' + process.env.API_TOKEN);
  if (typeof a !== 'number') throw new TypeError('a is no number');
  return { sum: a + b, items: [{ id: 1 }, { id: 2 }], token: process.env.API_TOKEN };
};
`;
const json = (value: unknown) => JSON.stringify(value);

const files = {
  'lambdas/add/index.js': adding,
  'lambdas/add/lambda.config.ts':
    "export default { environment: { API_TOKEN: 'hunter2-hunter2' } };\n",
  'lambdas/add/events/small.json': json({ a: 1, b: 2 }),
  'lambdas/add/events/small.expect.json': json({ payload: { sum: 3, items: [{ id: 2 }] } }),
  'lambdas/add/events/wrong.json': json({ a: 'one' }),
  'lambdas/add/events/wrong.expect.json': json({
    functionError: 'Unhandled',
    payload: { errorType: 'TypeError' },
  }),
  'lambdas/add/events/example.json': json({ a: 'for lambda invoke only' }),
  'lambdas/other/index.js': "exports.handler = async () => 'other';\n",
};

it('calls the new version by its number, before any traffic, with every event that expects something', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const invoked: string[] = [];
  await using proxy = await startProxy(stage.aws.url, ({ path }) => {
    if (path.includes('/invocations')) invoked.push(path);
    return Promise.resolve();
  });
  const env = { AWS_ENDPOINT_URL: proxy.url };
  const planned = await runLambda(['plan'], { cwd: workspace.root, env });
  expect(planned.out).toContain('smoke tests: small, wrong');
  const deployed = await runLambda(['deploy', '--json'], { cwd: workspace.root, env });
  expect(deployed.exitCode).toBe(0);
  const types = jsonLines(deployed.out).map(({ type }) => type);
  expect(types.filter((type) => type === 'smoke-tested')).toHaveLength(2);
  expect(types.lastIndexOf('smoke-tested')).toBeLessThan(types.indexOf('switched'));
  expect(invoked).toEqual(Array(2).fill('/2015-03-31/functions/add/invocations?Qualifier=1'));
});

it('switches nothing when an answer is not as expected, and says how without a secret', async () => {
  await using workspace = await createWorkspace(files);
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
  await workspace.write({
    'lambdas/add/events/small.expect.json': json({
      payload: { sum: 4, items: [{ id: 3 }], token: 'none', count: 2 },
    }),
    'lambdas/add/index.js': adding.replace('a + b', 'a - b'),
    'lambdas/other/index.js': "exports.handler = async () => 'newer';\n",
  });
  const deployed = await runLambda(['deploy'], options);
  expect(deployed.exitCode).toBe(1);
  for (const text of [
    'SMOKE_TEST_FAILED  add: version 2 does not answer as expected',
    'small: payload.sum is -1, expected 4',
    'small: payload.items is [{"id":1},{"id":2}], expected [{"id":3}]',
    'small: payload.token is "(hidden)", expected "none"',
    'small: payload.count is missing, expected 2',
    'adding with (hidden)',
    'run the same command again; version 1 is still live',
  ]) {
    expect(deployed.out).toContain(text);
  }
  expect(deployed.out + deployed.err).not.toContain('hunter2');
  expect(deployed.out).toMatch(/other +1 +prepared, not switched/);
});

const pem = ['-----BEGIN KEY-----', 'bGluZSBvbmU', 'bGluZSB0d28', '-----END KEY-----'].join('\n');

it.each([
  ['longer than what is shown of an answer', 'long-'.repeat(60), 'long-long'],
  ['with characters that JSON escapes', 'quote"back\\slash\ttab', 'back'],
  ['of several lines', pem, 'bGluZSB0d28'],
  ['with several keys', json({ user: 'of-the-database', pin: 4711 }), 'of-the-database'],
  ['with a number in it', json({ user: 'of-the-database', pin: 4711 }), '4711'],
  ['with few characters', 'k3y.', 'k3y.'],
  ['that is a part of another one', 'hunter2-hunter2-hunter3', 'hunter3'],
])('hides a value %s', async (_what, value, planted) => {
  const handler = `
exports.handler = async ({ how }) => {
  const { API_TOKEN: token } = process.env;
  console.log('with ' + token);
  console.log(JSON.stringify({ message: JSON.stringify({ token }) }));
  if (how === 'fails') throw new Error('no ' + token);
  let parsed = token;
  try { parsed = JSON.parse(token); } catch {}
  return { ok: true, token, parsed, inside: 'a ' + token + ' b' };
};
`;
  const expectation = { payload: { token: 'none', parsed: 'none', inside: 'none' } };
  const environment = { API_TOKEN: value, OTHER: 'hunter2-hunter2' };
  await using workspace = await createWorkspace({
    'lambdas/add/index.js': handler,
    'lambdas/add/lambda.config.ts': `export default ${json({ environment })};\n`,
    'lambdas/add/events/answers.json': json({}),
    'lambdas/add/events/answers.expect.json': json(expectation),
    'lambdas/add/events/fails.json': json({ how: 'fails' }),
    'lambdas/add/events/fails.expect.json': json(expectation),
  });
  await using stage = await startStage();
  const options = { cwd: workspace.root, env: stage.env };
  for (const flags of [[], ['--json']]) {
    const { exitCode, out, err } = await runLambda(['deploy', ...flags], options);
    expect(exitCode).toBe(1);
    expect(out).toContain('payload.token is');
    expect(out).toContain('failed with Unhandled');
    expect(out).toContain('(hidden)');
    expect(out + err).not.toContain(planted);
  }
});

it.each([
  [{ functionError: 'Unhandled' }, 'did not fail, expected Unhandled'],
  [{ payload: { sum: 3 }, maxDurationMs: 1 }, /took \d+ ms, expected 1 at most/],
])('expects %j', async (expectation, problem) => {
  await using workspace = await createWorkspace({
    'lambdas/add/index.js':
      'exports.handler = async () => { await new Promise((done) => setTimeout(done, 20)); return { sum: 3 }; };\n',
    'lambdas/add/events/one.json': json({}),
    'lambdas/add/events/one.expect.json': json(expectation),
  });
  await using stage = await startStage();
  const deployed = await runLambda(['deploy'], { cwd: workspace.root, env: stage.env });
  expect(deployed.exitCode).toBe(1);
  expect(deployed.out).toMatch(problem);
  expect(deployed.out).toContain('nothing is live');
  expect(await isThere(stage, 'add', 'live')).toBe(false);
});

it('refuses files that cannot be understood before anything is done', async () => {
  await using workspace = await createWorkspace({
    ...files,
    'lambdas/add/events/small.expect.json': json({ payloads: { sum: 3 } }),
    'lambdas/add/events/wrong.json': '{ not json',
    'lambdas/add/events/lonely.expect.json': json({}),
  });
  await using stage = await startStage();
  const planned = await runLambda(['plan'], { cwd: workspace.root, env: stage.env });
  expect(planned.exitCode).toBe(2);
  expect(planned.err).toContain('small.expect.json: payloads: there is no such field');
  expect(planned.err).toContain('lambdas/add/events/wrong.json is not JSON');
  expect(planned.err).toContain('lambdas/add/events/lonely.json cannot be read: ENOENT');
});
