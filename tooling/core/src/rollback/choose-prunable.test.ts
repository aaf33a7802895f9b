import { expect, test } from 'vitest';
import { digestOf } from '../../test/examples.ts';
import {
  choosePrunable,
  formatAliasMove,
  formatPin,
  pinTagKey,
  switchingTagKey,
  type FunctionAlias,
  type FunctionHistory,
} from '../index.ts';

const at = '2026-11-23T06:41:12.000Z';

const alias = (name: string, version: string, rest: Partial<FunctionAlias> = {}) => ({
  name,
  version,
  description: '',
  revisionId: 'a',
  ...rest,
});

/** Versions 20 to 1, of which 9 was published by hand. */
function historyOf(
  aliases: readonly FunctionAlias[],
  tags: Readonly<Record<string, string>> = {},
): FunctionHistory {
  const versions = Array.from({ length: 20 }, (_, index) => {
    const number = 20 - index;
    const digest = digestOf('A');
    const provenance = {
      commit: 'none',
      packageVersion: '1.0.0',
      graphHash: 'graph',
      artifact: digest,
      code: digest,
      description: '00000000',
    };
    return {
      version: String(number),
      publishedAt: at,
      codeSha256: digest,
      codeBytes: 1,
      ...(number !== 9 && { provenance }),
    };
  });
  return { functionName: 'predict', tags, versions, aliases };
}

test('keeps the newest, and what was published by hand', () => {
  expect(choosePrunable(historyOf([alias('live', '20')]), 10)).toEqual(
    ['1', '2', '3', '4', '5', '6', '7', '8', '10'].filter((version) => version !== '9'),
  );
  expect(choosePrunable(historyOf([alias('live', '20')]), 30)).toEqual([]);
});

test('spares what aliases name or give a share, the pin, what is being switched to, and what was live before', () => {
  const description = formatAliasMove({ previousVersion: '1', at, version: '2' });
  const additionalVersionWeights = { 3: 0.1 };
  const tags = {
    [pinTagKey]: formatPin({ version: '5', digest: digestOf('A') }),
    [switchingTagKey]: '6',
  };
  const aliases = [
    alias('live', '2', { description, additionalVersionWeights }),
    alias('nightly', '4', { additionalVersionWeights: { 7: 0.5 } }),
  ];
  expect(choosePrunable(historyOf(aliases, tags), 2)).toEqual([
    '8',
    '10',
    '11',
    '12',
    '13',
    '14',
    '15',
    '16',
    '17',
    '18',
  ]);
});
