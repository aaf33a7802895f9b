import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionChange, FunctionSettings } from '@tooling/core';
import { expect, it } from 'vitest';
import { configurationInput } from './update-function.ts';

const latest: FunctionConfiguration = {
  Handler: 'index.handler',
  Runtime: 'nodejs24.x',
  Architectures: ['x86_64'],
  Description: 'says hello',
  MemorySize: 128,
  Timeout: 3,
  Environment: { Variables: { MODE: 'slow', ELSEWHERE: 'kept' } },
  LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG', SystemLogLevel: 'INFO' },
};

const settings: FunctionSettings = {
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  architecture: 'x86_64',
  environment: { MODE: 'slow' },
};

const inputFor = (wanted: Partial<FunctionSettings>, description = 'says hello') =>
  configurationInput(latest, {
    settings: { ...settings, ...wanted },
    description,
  } as FunctionChange);

it('sends nothing when only what nobody declares differs', () => {
  expect(inputFor({})).toBeUndefined();
});

it('sends only the fields that differ', () => {
  expect(inputFor({ memorySize: 256, timeout: 3 })).toEqual({ MemorySize: 256 });
  expect(inputFor({}, 'says goodbye')).toEqual({ Description: 'says goodbye' });
});

it('sends the environment whole, with the keys that others set', () => {
  expect(inputFor({ environment: { MODE: 'quick' } })).toEqual({
    Environment: { Variables: { MODE: 'quick', ELSEWHERE: 'kept' } },
  });
});

it('adds our flag to NODE_OPTIONS that others set, and keeps theirs', () => {
  const theirs = { ...latest, Environment: { Variables: { NODE_OPTIONS: '--no-warnings' } } };
  const change = {
    settings: { ...settings, environment: { NODE_OPTIONS: '--enable-source-maps' } },
    description: 'says hello',
  } as unknown as FunctionChange;
  expect(configurationInput(theirs, change)).toEqual({
    Environment: { Variables: { NODE_OPTIONS: '--no-warnings --enable-source-maps' } },
  });
});

it('drops the levels with the format that they need', () => {
  expect(inputFor({ logging: { format: 'Text' } })).toEqual({
    LoggingConfig: { LogFormat: 'Text' },
  });
  expect(inputFor({ logging: { systemLogLevel: 'WARN' } })).toEqual({
    LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG', SystemLogLevel: 'WARN' },
  });
});

it('leaves the architecture to the update of the code', () => {
  expect(inputFor({ architecture: 'arm64' })).toBeUndefined();
});
