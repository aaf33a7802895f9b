import { expect, test } from 'vitest';
import { parseFaults } from './parse-faults.ts';

test('reads every fault in its short form', () => {
  const text = [
    'seed=7',
    'UpdateFunctionCode=throttle:2',
    'lambda:*=throttle:3s:1each',
    'PublishVersion/predict=drop-answer@0.1',
    'GetFunction=drop-request@25%',
    '*=half-answer@#3',
    'UpdateAlias=500@#2-4each',
    'logs:*=503@#5+',
    '*=delay:20-60ms',
    'GetFunction=delay:1.5s:2',
    'Update*=conflict',
    'UpdateAlias=precondition:1',
    'CreateFunction=role-not-ready:5s',
    'CreateFunction=role-not-ready:3each',
    'UpdateFunctionCode=ends-failed',
    'CreateFunction=ends-failed:InvalidConfiguration:1',
    'PublishVersion=stranger:code:1',
  ].join(', ');
  expect(parseFaults(text)).toEqual({
    seed: 7,
    rules: [
      { operation: 'UpdateFunctionCode', fault: 'throttle', retryAfterSeconds: 1, times: 2 },
      { operation: 'lambda:*', fault: 'throttle', retryAfterSeconds: 3, times: 1, each: true },
      { operation: 'PublishVersion', resource: 'predict', fault: 'drop-answer', chance: 0.1 },
      { operation: 'GetFunction', fault: 'drop-request', chance: 0.25 },
      { operation: '*', fault: 'half-answer', at: { from: 3, to: 3 } },
      { operation: 'UpdateAlias', fault: '500', at: { from: 2, to: 4 }, each: true },
      { operation: 'logs:*', fault: '503', at: { from: 5 } },
      { operation: '*', fault: 'delay', ms: { from: 20, to: 60 } },
      { operation: 'GetFunction', fault: 'delay', ms: { from: 1500, to: 1500 }, times: 2 },
      { operation: 'Update*', fault: 'conflict' },
      { operation: 'UpdateAlias', fault: 'precondition', times: 1 },
      { operation: 'CreateFunction', fault: 'role-not-ready', forMs: 5000 },
      { operation: 'CreateFunction', fault: 'role-not-ready', times: 3, each: true },
      { operation: 'UpdateFunctionCode', fault: 'ends-failed', reasonCode: 'InternalError' },
      {
        operation: 'CreateFunction',
        fault: 'ends-failed',
        reasonCode: 'InvalidConfiguration',
        times: 1,
      },
      { operation: 'PublishVersion', fault: 'stranger', does: 'code', times: 1 },
    ],
  });
});

test('reads JSON, as text and as an object', () => {
  const faults = { rules: [{ operation: 'UpdateAlias', fault: '500', times: 1 }] } as const;
  expect(parseFaults(JSON.stringify(faults))).toEqual(faults);
  expect(parseFaults(faults)).toEqual(faults);
});

test.each([
  ['', '(nothing): not of the form'],
  ['UpdateAlias', 'UpdateAlias: not of the form operation=fault[:value][:times][@when]'],
  ['UpdateAlias=trottle:2', '"trottle" is no fault: did you mean "throttle"?'],
  ['UpdateAlias=constructor', '"constructor" is no fault'],
  ['UpdateAlias=500:often', '":often": 500 takes a number of times such as 2 or 2each'],
  ['UpdateAlias=500:0', 'times: Too small'],
  ['UpdateAlias=throttle:90s', 'retryAfterSeconds: Too big'],
  ['*=delay', 'delay takes a time such as 20ms or 20-60ms'],
  ['*=delay:20', 'delay takes a time such as 20ms or 20-60ms'],
  ['*=delay:60-20ms', 'ms: the range begins after its end'],
  ['*=delay:2m', '":2m": delay takes a time'],
  ['PublishVersion=stranger', 'stranger takes what it does: delete, code, configuration or alias'],
  ['PublishVersion=stranger:paints', 'does: Invalid option'],
  ['UpdateAlias=500@2', '"@2" is neither a chance (0.1 or 10%) nor a position'],
  ['UpdateAlias=500@#0', 'at.from: Too small'],
  ['update-alias=500', 'operation: an operation such as UpdateFunctionCode'],
  ['seed=-1', 'seed=-1: a seed is a whole number from 0 to 4294967295'],
  ['{"rules":[{"operation":"*","fault":"500","tines":1}]}', 'rules.0: Unrecognized key: "tines"'],
  ['{"rules":', 'no JSON: '],
])('says what is wrong with %s', (text, problem) => {
  expect(() => parseFaults(text)).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: 'the faults cannot be read',
      problems: [expect.stringContaining(problem) as string],
    }) as Error,
  );
});

test('says everything that is wrong at once', () => {
  expect(() => parseFaults('A=x,B=500,C=y')).toThrow(
    expect.objectContaining({
      problems: [expect.stringContaining('A=x: '), expect.stringContaining('C=y: ')] as string[],
    }) as Error,
  );
});
