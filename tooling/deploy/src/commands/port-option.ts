import { UserError } from '@tooling/core';
import { textOption, type CommandInput } from '../command.ts';

/** @throws UserError USAGE */
export function portOption(input: CommandInput, name: string): number | undefined {
  const text = textOption(input, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new UserError('USAGE', `--${name} ${text} is not a whole number from 0 to 65535`);
}
