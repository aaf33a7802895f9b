import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkConfig, smokeExpectationSchema, UserError, type SmokeTest } from '@tooling/core';
import { unusable, type LambdaDirectory } from './list-lambda-directories.ts';
import { settleAll } from './settle-all.ts';

const expectationSuffix = '.expect.json';

/**
 * The smoke tests of a lambda, sorted by name: each event of events/ that has an expectation beside
 * it. Other events are examples, for `lambda invoke`.
 *
 * @throws UserError with every file that is no JSON, or expects something unknown
 */
export async function readSmokeTests(
  root: string,
  { directory, files }: LambdaDirectory,
): Promise<readonly SmokeTest[]> {
  if (!files.includes('events')) return [];
  const events = `${directory}/events`;
  const names = (await namesIn(root, events))
    .filter((file) => file.endsWith(expectationSuffix))
    .map((file) => file.slice(0, -expectationSuffix.length))
    .sort();
  return settleAll(names.map((name) => readSmokeTest(root, events, name)));
}

async function namesIn(root: string, directory: string): Promise<readonly string[]> {
  try {
    return await readdir(join(root, directory));
  } catch (error) {
    throw unusable(directory, 'read', error);
  }
}

async function readSmokeTest(root: string, events: string, name: string): Promise<SmokeTest> {
  const eventFile = `${events}/${name}.json`;
  const expectationFile = `${events}/${name}${expectationSuffix}`;
  const [event, expectation] = await settleAll([
    readJson(root, eventFile),
    readJson(root, expectationFile),
  ]);
  return {
    name,
    payload: JSON.stringify(event),
    expectation: checkConfig(smokeExpectationSchema, expectation, expectationFile),
  };
}

async function readJson(root: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(join(root, file), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError('EVENT_INVALID', `${file} cannot be read: ${code ?? message}`, {
      subject: file,
      hint: 'an expectation `events/NAME.expect.json` belongs to an event `events/NAME.json`',
      cause: error,
    });
  }
  try {
    // Some editors begin a file with a byte order mark, which is none of JSON's.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new UserError('EVENT_INVALID', `${file} is not JSON: ${(error as Error).message}`, {
      subject: file,
      cause: error,
    });
  }
}
