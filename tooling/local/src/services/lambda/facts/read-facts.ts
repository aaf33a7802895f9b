import { readFileSync } from 'node:fs';

/** What the real service once answered, and where that is recorded. */
export interface Fact {
  readonly area: string;
  /** The request as text, with `{placeholders}` for what is different each time. */
  readonly request: string;
  readonly expected_status: number;
  readonly expected_code: string | null;
  readonly expected_message: string | null;
  readonly expected_body?: unknown;
  readonly expected_headers?: Readonly<Record<string, string>>;
  readonly source_file: string;
}

/** Facts that nothing tests yet, and why. */
export interface Waiting {
  readonly reason: string;
  /** `operation`: they are overdue as soon as the operation that they ask for is there. */
  readonly until: 'operation' | 'feature';
  readonly facts: readonly string[];
}

const directory = new URL('../../../../facts/', import.meta.url);

export function readFacts(): readonly Fact[] {
  return readJson('aws-facts.json') as readonly Fact[];
}

export function readWaiting(): readonly Waiting[] {
  return readJson('waiting.json') as readonly Waiting[];
}

/**
 * By which a fact is named in tests and in facts/waiting.json: the recorded test and its step, or
 * the request itself where the source is no recording.
 */
export function factId({ request, source_file }: Fact): string {
  return source_file.split('#')[1] ?? request;
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, directory), 'utf8'));
}
