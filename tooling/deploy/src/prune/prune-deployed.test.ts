import {
  formatProvenance,
  ownershipTags,
  parseProvenance,
  type DeployEvent,
  type FunctionOutcome,
  type PublishedVersion,
  type Report,
  type VersionStore,
} from '@tooling/core';
import { expect, it } from 'vitest';
import { pruneDeployed } from './prune-deployed.ts';

const keep = 10;
const stage = {
  name: 'prod',
  region: 'us-east-1',
  namePrefix: '',
  rolePath: '/lambda-deploy/',
  versionsToKeep: keep,
};

const provenance = parseProvenance(
  formatProvenance({
    commit: 'none',
    packageVersion: '1.0.0',
    graphHash: 'g',
    artifact: 'a',
    code: 'c',
    description: 'd',
  }),
);

const versionOf = (version: number): PublishedVersion => ({
  version: String(version),
  publishedAt: '2026-11-23T00:00:00.000Z',
  codeSha256: 'a',
  codeBytes: 1,
  provenance,
});

const unused = () => Promise.reject(new Error('is not needed for pruning'));

/** Functions by name with the numbers of their versions, newest first; and what each run was told. */
function openLab(count: number, versionsEach: number) {
  const functions = new Map(
    Array.from({ length: count }, (_, index) => [
      `hello-${String(index)}`,
      Array.from({ length: versionsEach }, (__, number) => versionsEach - number),
    ]),
  );
  const requests = { reads: 0, deletions: 0 };
  const versions: VersionStore = {
    readHistory: (functionName) => {
      requests.reads += 1;
      const tags = ownershipTags({ service: 'tests', stage: 'prod', lambda: functionName });
      const numbers = functions.get(functionName) ?? [];
      return Promise.resolve({ functionName, tags, versions: numbers.map(versionOf), aliases: [] });
    },
    deleteVersion: (functionName, version) => {
      requests.deletions += 1;
      const numbers = functions.get(functionName) ?? [];
      functions.set(
        functionName,
        numbers.filter((number) => String(number) !== version),
      );
      return Promise.resolve('deleted');
    },
    prepareVersion: unused,
    pin: unused,
    unpin: unused,
    endSwitching: unused,
    readCode: unused,
  };
  return {
    requests,
    most: () => Math.max(...[...functions.values()].map(({ length }) => length)),
    /** Gives some functions a version more, and prunes. @returns what was left, as it was told */
    async deploy(names: readonly string[] = [...functions.keys()]) {
      const outcomes = names.map((functionName): FunctionOutcome => {
        const numbers = functions.get(functionName) ?? [];
        const [previous = 0] = numbers;
        functions.set(functionName, [previous + 1, ...numbers]);
        return {
          lambda: functionName,
          functionName,
          outcome: 'deployed',
          liveVersion: String(previous + 1),
          previousVersion: String(previous),
        };
      });
      const events: DeployEvent[] = [];
      const report: Report = {
        service: 'tests',
        stage: 'prod',
        account: '123456789012',
        region: 'us-east-1',
        commit: 'none',
        functions: outcomes,
        interrupted: false,
        waits: [],
        exitCode: 0,
      };
      const pruning = {
        versions,
        emit: (event: DeployEvent) => void events.push(event),
        explain: (error: unknown) => error,
        signal: new AbortController().signal,
      };
      await pruneDeployed(pruning, stage, report);
      return events.find(({ type }) => type === 'prune-left');
    },
  };
}

it('keeps pace with deploys of many functions, for a request or two a function', async () => {
  const lab = openLab(300, keep);
  const runs = 40;
  for (let run = 0; run < runs; run += 1) await lab.deploy();
  expect(lab.most()).toBeLessThanOrEqual(keep + 5);
  expect(lab.requests.deletions).toBeLessThanOrEqual(300 * runs);
  // Two requests of the narrow quota each.
  expect(lab.requests.reads).toBeLessThanOrEqual((300 * runs) / 5);
});

it('clears what has piled up over some deploys, and tells what is left', async () => {
  const lab = openLab(100, 60);
  expect(await lab.deploy()).toMatchObject({ stage: 'prod', functions: expect.any(Number) });
  expect(lab.requests.deletions).toBeLessThan(400);
  for (let run = 0; run < 80; run += 1) await lab.deploy();
  expect(lab.most()).toBeLessThanOrEqual(keep + 5);
});

it('comes to every function, whichever others are deployed with it', async () => {
  const lab = openLab(60, keep);
  const names = Array.from({ length: 60 }, (_, index) => `hello-${String(index)}`);
  for (let run = 0; run < 60; run += 1) {
    await lab.deploy(names.filter((_, index) => (index * 7 + run) % 3 !== 0));
  }
  expect(lab.most()).toBeLessThanOrEqual(keep + 5);
});
