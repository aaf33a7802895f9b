import { describe, expect, test } from 'vitest';
import {
  describeFailure,
  errorCatalogue,
  exitCodes,
  UserError,
  worstExitCode,
  type ErrorCode,
} from '../index.ts';

describe('a failure that the user can act on', () => {
  test('says everything as plain data', () => {
    const error = new UserError('CONFIG_INVALID', 'a.config.ts is not valid', {
      problems: ['memorySize: 64 is below 128'],
      hint: 'make it more',
    });
    const failure = describeFailure(error);
    expect(failure).toEqual({
      code: 'CONFIG_INVALID',
      message: 'a.config.ts is not valid',
      problems: ['memorySize: 64 is below 128'],
      hint: 'make it more',
      exitCode: 2,
    });
    expect(JSON.parse(JSON.stringify(failure))).toEqual(failure);
  });

  test.each(Object.keys(errorCatalogue) as ErrorCode[])(
    '%s has the hint and the exit code of the catalogue when the thrower knows no better',
    (code) => {
      const { hint, exitCode } = errorCatalogue[code];
      expect(describeFailure(new UserError(code, 'so it is'))).toEqual({
        code,
        message: 'so it is',
        problems: [],
        hint,
        exitCode,
      });
    },
  );

  test('keeps its cause', () => {
    const cause = new Error('ENOENT');
    expect(new UserError('EVENT_INVALID', 'event.json cannot be read', { cause }).cause).toBe(
      cause,
    );
    expect('cause' in new UserError('EVENT_INVALID', 'event.json is not JSON')).toBe(false);
  });
});

describe('anything else', () => {
  test('is a bug and shows its stack', () => {
    const failure = describeFailure(new TypeError('x is not a function'));
    expect(failure).toMatchObject({ code: 'BUG', exitCode: 70, problems: [] });
    expect(failure.message).toContain('TypeError: x is not a function');
    expect(failure.message).toContain('describe-failure.test.ts');
    expect(failure.hint).toContain('report it');
  });

  test.each([
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('is a bug when %j is thrown', (thrown, message) => {
    expect(describeFailure(thrown)).toMatchObject({ code: 'BUG', message });
  });
});

describe('the exit code of several failures', () => {
  const { bug, liveMoved, usage, functionFailed, done } = exitCodes;
  test.each([
    [[], done],
    [[done, done], done],
    [[done, functionFailed], functionFailed],
    [[functionFailed, usage, functionFailed], usage],
    [[functionFailed, usage, liveMoved], liveMoved],
    [[liveMoved, bug, usage], bug],
  ])('of %j is %i', (codes, worst) => {
    expect(worstExitCode(codes)).toBe(worst);
  });
});
