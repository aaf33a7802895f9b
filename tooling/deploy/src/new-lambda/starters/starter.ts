import type { Trigger, TriggerPlace } from '@tooling/core';

/** What a new lambda begins with, by what starts it. */
export interface Starter {
  /** What starts it, for whoever chooses: `an HTTP request, by API Gateway`. */
  readonly startedBy: string;
  /** What `--on` is here; absent where nothing can be named. */
  readonly on?: { readonly what: string; readonly default: (name: string) => string } | undefined;
  readonly trigger?: ((on: string) => Trigger) | undefined;
  /** What has to be there before a deploy: no trigger makes it. */
  readonly needs?: 'bucket' | 'queue' | 'topic' | undefined;
  /** For the description of the function, and the README: `Answers requests for GET /birds`. */
  readonly does: (on: string) => string;
  /** Of the sample in `events/`, without extension. */
  readonly eventName: string;
  readonly event: (on: string) => unknown;
  /** What the handler answers to the sample. */
  readonly answer: (on: string) => object;
  readonly handler: (source: SourceOptions) => string;
  /** Tests after the first one, which holds the handler against sample and answer. */
  readonly tests: (source: SourceOptions) => string;
}

export interface SourceOptions {
  readonly on: string;
  /** The text in TypeScript, and nothing in JavaScript. */
  readonly typed: (text: string) => string;
}

/** Where samples are from: that they are samples can be seen by the account. */
export const samplePlace: TriggerPlace = {
  partition: 'aws',
  region: 'us-east-1',
  account: '123456789012',
};

/** When samples happened. */
export const sampleTime = '2026-11-01T03:00:00Z';
