import type { JobSession } from './job-session.ts';
import { NotRehearsed } from './not-rehearsed.ts';

/**
 * Reads what a step prints as GitHub does: commands are carried out, secrets become stars.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function createLog(session: Pick<JobSession, 'annotations' | 'masks'>): {
  readonly line: (text: string) => void;
  readonly text: () => string;
} {
  const lines: string[] = [];
  let stopped: string | undefined;
  return {
    line(text) {
      const command = stopped === undefined ? parseCommand(text) : undefined;
      if (stopped !== undefined && text.trim() === `::${stopped}::`) stopped = undefined;
      else if (command?.name === 'stop-commands') stopped = command.value;
      else if (command !== undefined) carryOut(command, session);
      // Where the command itself would show the value.
      if (command?.name !== 'add-mask') lines.push(hideMasked(text, session.masks));
    },
    text: () => lines.map((line) => `${line}\n`).join(''),
  };
}

/** Values that were masked, each line of them for itself, as stars. */
export function hideMasked(text: string, masks: ReadonlySet<string>): string {
  return [...masks].reduce((shown, mask) => shown.replaceAll(mask, '***'), text);
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly value: string;
}

function parseCommand(line: string): Command | undefined {
  const found = /^\s*::(?<name>[a-z-]+)(?: (?<properties>.*?))?::(?<value>.*)$/.exec(line)?.groups;
  if (found?.name === undefined) return undefined;
  const properties = (found.properties ?? '').split(',').filter((one) => one !== '');
  return {
    name: found.name,
    properties: Object.fromEntries(
      properties.map((one) => {
        const [key = '', ...value] = one.split('=');
        return [key.trim(), unescapeProperty(value.join('='))];
      }),
    ),
    value: unescapeValue(found.value ?? ''),
  };
}

const unescapeValue = (text: string) =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const unescapeProperty = (text: string) =>
  unescapeValue(text.replaceAll('%3A', ':').replaceAll('%2C', ','));

function carryOut(
  { name, properties, value }: Command,
  { annotations, masks }: Pick<JobSession, 'annotations' | 'masks'>,
): void {
  switch (name) {
    case 'error':
    case 'notice':
    case 'warning':
      annotations.push({ level: name, title: properties.title, message: value });
      return;
    case 'add-mask':
      for (const line of value.split('\n')) if (line !== '') masks.add(line);
      return;
    case 'debug':
    case 'group':
    case 'endgroup':
      return;
    default:
      throw new NotRehearsed(`the workflow command ::${name}:: is not rehearsed`);
  }
}
