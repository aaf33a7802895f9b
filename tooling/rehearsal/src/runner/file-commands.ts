import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StepFailed } from './not-rehearsed.ts';

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#environment-files */
const files = {
  GITHUB_ENV: 'set_env',
  GITHUB_OUTPUT: 'set_output',
  GITHUB_PATH: 'add_path',
  GITHUB_STATE: 'save_state',
  GITHUB_STEP_SUMMARY: 'step_summary',
} as const;

/** What a step wrote into the files that GitHub gives it. */
export interface FileCommands {
  readonly env: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly summary: string;
}

/** GitHub takes no longer summary of a step. */
const maxSummaryBytes = 1024 * 1024;

/** Makes the files of one step. */
export async function openFileCommands(temp: string): Promise<{
  readonly env: Readonly<Record<string, string>>;
  read(): Promise<FileCommands>;
}> {
  const directory = join(temp, '_runner_file_commands');
  await mkdir(directory, { recursive: true });
  const id = randomUUID();
  const env = Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, join(directory, `${file}_${id}`)]),
  ) as Record<keyof typeof files, string>;
  await Promise.all(Object.values(env).map((path) => writeFile(path, '')));
  return {
    env,
    async read() {
      const text = (name: keyof typeof files) => readFile(env[name], 'utf8');
      const summary = await text('GITHUB_STEP_SUMMARY');
      if (Buffer.byteLength(summary) > maxSummaryBytes) {
        throw new StepFailed(`$GITHUB_STEP_SUMMARY: more than ${maxSummaryBytes} bytes`);
      }
      return {
        env: parsePairs(await text('GITHUB_ENV'), 'GITHUB_ENV'),
        outputs: parsePairs(await text('GITHUB_OUTPUT'), 'GITHUB_OUTPUT'),
        paths: (await text('GITHUB_PATH')).split('\n').filter((line) => line !== ''),
        summary,
      };
    },
  };
}

/** `name=value`, or `name<<END`, lines, `END`. */
function parsePairs(text: string, file: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const block = /^(?<name>[^=]+?)<<(?<end>.+)$/.exec(line)?.groups;
    if (block?.name !== undefined && block.end !== undefined) {
      const last = lines.indexOf(block.end, index + 1);
      if (last === -1) throw new StepFailed(`${file}: no line "${block.end}" ends ${block.name}`);
      pairs[block.name] = lines.slice(index + 1, last).join('\n');
      index = last;
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1) throw new StepFailed(`${file}: invalid format '${line}'`);
    pairs[line.slice(0, equals)] = line.slice(equals + 1);
  }
  return pairs;
}
