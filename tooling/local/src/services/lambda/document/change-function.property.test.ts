import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseVersion } from './change-aliases.ts';
import { createFunction, changeTags, updateLatest } from './change-function.ts';
import type { FunctionDocument, Moment } from './function-document.ts';
import { publishVersion } from './publish-version.ts';
import { settleFunction } from './settle-function.ts';
import { defaultSettings } from '../settings/merge-settings.ts';

const settings = { ...defaultSettings('f'), role: 'r', runtime: 'nodejs24.x', handler: 'i.h' };
const codeOf = (text: string) => ({ sha256Hex: text, sizeBytes: 1, unzippedBytes: 1 });

interface Step {
  readonly kind: 'code' | 'timeout' | 'tags' | 'publish' | 'wait';
  readonly to: number;
}
const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('code', 'timeout', 'tags', 'publish', 'wait'),
    to: fc.integer({ min: 1, max: 3 }),
  }),
);

/** Applies the steps, with the time going on, and shows the function after each. */
function play(all: readonly Step[]): readonly FunctionDocument[] {
  let nowMs = 0;
  let ids = 0;
  const moment = (): Moment => ({ nowMs, settleMs: 10, newId: () => String(++ids) });
  const given = { name: 'f', settings, code: codeOf('1'), tags: {}, lastVersion: 0 };
  let document = createFunction(given, moment());
  return all.map(({ kind, to }) => {
    nowMs += kind === 'wait' ? 10 : 1;
    document = settleFunction(document, nowMs);
    if (kind === 'code') document = updateLatest(document, { code: codeOf(String(to)) }, moment());
    if (kind === 'timeout') {
      document = updateLatest(document, { settings: { ...settings, timeout: to } }, moment());
    }
    if (kind === 'tags') document = changeTags(document, { tag: String(to) }, moment());
    if (kind === 'publish') document = publishVersion(document, undefined, moment()).document;
    return document;
  });
}

describe('a function, whatever is done to it', () => {
  it('never has the same revision for two different states', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const seen = new Map<string, string>();
        for (const { latest, tags } of play(all)) {
          const { revisionId, ...rest } = latest;
          const state = JSON.stringify({ rest, tags });
          expect(seen.get(revisionId) ?? state).toBe(state);
          seen.set(revisionId, state);
        }
      }),
    );
  });

  it('never changes a version, nor gives its number to another', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const published = new Map<string, string>();
        for (const { versions } of play(all)) {
          for (const [number, { settings: kept, code }] of Object.entries(versions)) {
            const content = JSON.stringify({ kept, code });
            expect(published.get(number) ?? content).toBe(content);
            published.set(number, content);
          }
        }
      }),
    );
  });

  it('publishes once after each update, however often it is asked to', () => {
    fc.assert(
      fc.property(steps, (all) => {
        // It was created, which counts.
        let isUpdated = true;
        let expected = 0;
        for (const { kind } of all) {
          if (kind === 'code' || kind === 'timeout') isUpdated = true;
          if (kind !== 'publish' || !isUpdated) continue;
          expected += 1;
          isUpdated = false;
        }
        expect(play(all).at(-1)?.lastVersion ?? 0).toBe(expected);
      }),
    );
  });
});

describe('chooseVersion', () => {
  it('runs the additional version for as much of all chances as its weight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (percent) => {
        const alias = {
          version: '1',
          description: '',
          revisionId: '',
          weights: { 2: percent / 100 },
        };
        const chances = Array.from({ length: 1000 }, (_, index) => (index + 0.5) / 1000);
        const additional = chances.filter((chance) => chooseVersion(alias, chance) === '2');
        expect(additional).toHaveLength(percent * 10);
      }),
    );
  });
});
