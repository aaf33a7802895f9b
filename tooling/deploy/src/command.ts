import type { Host } from './host.ts';

export interface CommandOption {
  /** As commander reads it: `--stage <name>`. */
  readonly flags: string;
  readonly summary: string;
}

/** What commander made of the command line. */
export interface CommandInput {
  /** Positional arguments; `[names...]` is spread. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

/** Runs a command and returns its exit code. Fails with UserError. */
export type RunCommand = (input: CommandInput, host: Host) => Promise<number>;

/** A command as data: help, reference page and parser come from it. */
export interface Command {
  readonly name: string;
  /** As commander reads it: `[names...]`, `<name>`, or nothing. */
  readonly args: string;
  readonly summary: string;
  /** More than the summary says, for `lambda help <name>` and the reference page. */
  readonly description: string;
  readonly options: readonly CommandOption[];
  /** Loads what the command needs, and nothing before it is asked for: `--help` stays quick. */
  readonly load: () => Promise<RunCommand>;
}

/** The value of an option that takes one. */
export function textOption(input: CommandInput, name: string): string | undefined {
  const value = input.options[name];
  return typeof value === 'string' ? value : undefined;
}
