import { describe, expect, test } from 'vitest';
import { commit, digestOf } from '../../test/examples.ts';
import {
  chooseVerified,
  formatPin,
  judgeRebuild,
  ownershipTags,
  pinTagKey,
  type FunctionHistory,
  type Provenance,
} from '../index.ts';

const ownership = { service: 'penguins', stage: 'prod', lambda: 'predict' };

const provenance: Provenance = {
  commit,
  packageVersion: '1.2.0',
  graphHash: 'graph',
  artifact: digestOf('A'),
  code: digestOf('a'),
  description: '00000000',
  lockfile: '0c1d2e3f4a5b',
  tool: '1.2.0',
};

function historyOf(
  one: Partial<Provenance> | undefined,
  more: Partial<FunctionHistory> = {},
): FunctionHistory {
  return {
    functionName: 'prod-predict',
    tags: ownershipTags(ownership),
    versions: [
      {
        version: '7',
        publishedAt: '2026-11-23T06:41:12.000Z',
        codeSha256: digestOf('A'),
        codeBytes: 1000,
        ...(one !== undefined && { provenance: { ...provenance, ...one } }),
      },
    ],
    aliases: [{ name: 'live', version: '7', description: '', revisionId: 'r' }],
    ...more,
  };
}

const caught = (history: FunctionHistory, qualifier = 'live', owner = ownership) => {
  try {
    return chooseVerified(history, owner, qualifier);
  } catch (error) {
    return error;
  }
};

describe('what can be verified', () => {
  test.each<[string, FunctionHistory, string]>([
    ['published by hand', historyOf(undefined), 'was published by hand'],
    ['a container image', historyOf({ artifact: 'image', code: 'image' }), 'a container image'],
    ['deployed outside of git', historyOf({ commit: 'none' }), 'outside of git'],
    ['deployed from a changed working tree', historyOf({ commit: `${commit}-dirty` }), '-dirty'],
  ])('is not what was %s', (_, history, words) => {
    expect(caught(history)).toMatchObject({
      code: 'NOT_VERIFIABLE',
      message: expect.stringContaining(words) as string,
    });
  });

  test('is nothing of somebody else, and nothing that is not there', () => {
    const other = { ...ownership, service: 'albatrosses' };
    expect(caught(historyOf({}), 'live', other)).toMatchObject({ code: 'FUNCTION_NOT_OURS' });
    expect(caught(historyOf({}, { aliases: [] }))).toMatchObject({ code: 'FUNCTION_NOT_LIVE' });
    expect(caught(historyOf({}), 'green')).toMatchObject({ code: 'VERSION_UNKNOWN' });
  });

  test('is said to be pinned, and to share the traffic', () => {
    const tags = {
      ...ownershipTags(ownership),
      [pinTagKey]: formatPin({ version: '7', digest: digestOf('A') }),
    };
    const alias = { name: 'live', version: '7', description: '', revisionId: 'r' };
    const aliases = [{ ...alias, additionalVersionWeights: { 8: 0.1 } }];
    expect(caught(historyOf({}, { tags, aliases }))).toMatchObject({
      version: '7',
      notes: [
        'live sends 10 % of its calls to version 8: verify it with --qualifier 8',
        'version 7 is pinned: it was rolled back, and is not deployed again',
      ],
    });
  });
});

describe('what was built again', () => {
  const verified = chooseVerified(historyOf({}), ownership, '7');
  const rebuild = { digest: digestOf('A'), lockfile: '0c1d2e3f4a5b', tool: '1.2.0' };

  test('is the same, also where nothing of it was recorded', () => {
    expect(judgeRebuild(verified, rebuild, undefined)).toMatchObject({ result: 'same', notes: [] });
    const old = chooseVerified(historyOf({ lockfile: undefined, tool: undefined }), ownership, '7');
    expect(judgeRebuild(old, rebuild, undefined)).toMatchObject({
      result: 'same',
      notes: ['no digest of a lockfile is recorded with it'],
    });
  });

  test('differs where the lockfile or the bundler is not the one that was recorded', () => {
    const other = { ...rebuild, lockfile: 'ffffffffffff', tool: '1.3.0' };
    expect(judgeRebuild(verified, other, undefined)).toMatchObject({
      result: 'differs',
      problems: [
        'pnpm-lock.yaml was 0c1d2e3f4a5b when it was deployed, and the commit has ffffffffffff',
        'the bundler was 1.2.0 when it was deployed, and the commit has 1.3.0',
      ],
    });
  });

  test('differs by its files, or only by the zip around them', () => {
    const other = { ...rebuild, digest: digestOf('B') };
    const files = [{ path: 'index.mjs', liveBytes: 10, rebuiltBytes: 11 }];
    expect(judgeRebuild(verified, other, files)).toMatchObject({
      result: 'differs',
      problems: ['the bytes are not those that the commit gives'],
      files,
    });
    expect(judgeRebuild(verified, other, [])).toMatchObject({
      result: 'differs',
      problems: ['the files are the same, and the zip around them is not'],
    });
  });
});
