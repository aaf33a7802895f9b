import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws, type LocalAws, type LocalAwsOptions } from '../start-local-aws.ts';

export interface TestAws extends LocalAws {
  readonly stateDirectory: string;
  /** What an SDK client needs to talk to it. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  readonly clock: { nowMs: number };
  /** Failures that were no answers of AWS. */
  readonly failures: readonly unknown[];
  /** Closes it and deletes what it remembered. */
  stop(): Promise<void>;
}

/** A local AWS in a temporary directory, with a clock that the test moves. */
export async function startTestAws(options: Partial<LocalAwsOptions> = {}): Promise<TestAws> {
  const stateDirectory = options.stateDirectory ?? (await mkdtemp(join(tmpdir(), 'local-aws-')));
  const clock = { nowMs: Date.parse('2026-11-20T12:00:00Z') };
  const failures: unknown[] = [];
  const aws = await startLocalAws({
    now: () => new Date(clock.nowMs),
    report: (error) => failures.push(error),
    ...options,
    stateDirectory,
  });
  const { url, region } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return {
    ...aws,
    stateDirectory,
    clock,
    failures,
    client: { endpoint: url, region, credentials, maxAttempts: 1 },
    async stop() {
      await aws.close();
      await rm(stateDirectory, { recursive: true, force: true });
    },
  };
}
