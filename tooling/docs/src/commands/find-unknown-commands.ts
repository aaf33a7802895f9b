import type { Command } from '@tooling/deploy';
import type { Page } from '../markdown/read-page.ts';

/** What can be called from the root of the repository. */
export interface KnownCommands {
  /** Of `lambda`. */
  readonly commands: readonly Command[];
  /** Names of scripts, by the name of their package; those of the root by ''. */
  readonly scripts: ReadonlyMap<string, readonly string[]>;
}

/** Commands and options that pages name and nobody has, each with its place. */
export function findUnknownCommands(pages: readonly Page[], known: KnownCommands): string[] {
  return pages.flatMap((page) =>
    linesOf(page).flatMap(({ line, text }) =>
      [...unknownLambdas(text, known.commands), ...unknownScripts(text, known.scripts)].map(
        (problem) => `${page.path}:${line}: ${text.trim()}: ${problem}`,
      ),
    ),
  );
}

const shells = new Set(['sh', 'console']);

/** Lines of shells, and what a text has in backticks. */
function linesOf({ blocks, spans }: Page) {
  const shown = blocks
    .filter(({ language }) => shells.has(language))
    .flatMap(({ line, language, text }) =>
      text.split('\n').map((one, index) => ({ line: line + 1 + index, language, text: one })),
    )
    // What a command prints names commands, too: our own tests hold that.
    .filter(({ language, text }) => language === 'sh' || text.startsWith('$ '));
  return [...shown, ...spans];
}

/** `lambda deploy predict --stage dev | …`, at the beginning of a command. */
const lambdaCall = /(?:^|[$|&;(] ?|pnpm |pnpm@12 |exec )lambda ([a-z][a-z-]*)([^|&;#>)]*)/g;

function unknownLambdas(text: string, commands: readonly Command[]): string[] {
  return [...text.matchAll(lambdaCall)].flatMap(([, name = '', rest = '']) => {
    if (name === 'help') return [];
    const command = commands.find((one) => one.name === name);
    if (command === undefined) return [`lambda has no command ${name}`];
    const options = command.options.map(({ flags }) => flags.split(/[ ,]/)[0]);
    return [...rest.matchAll(/(?<=\s)--[a-z][a-z-]*/g)]
      .map(([option]) => option)
      .filter((option) => option !== '--help' && !options.includes(option))
      .map((option) => `lambda ${name} has no option ${option}`);
  });
}

const scriptCall = /\bpnpm(?: --filter (@tooling\/[a-z-]+))? run ([a-z][a-z:-]*)/g;

function unknownScripts(text: string, scripts: KnownCommands['scripts']): string[] {
  return [...text.matchAll(scriptCall)].flatMap(([, name = '', script = '']) => {
    const own = scripts.get(name);
    if (own === undefined) return [`there is no package ${name}`];
    return own.includes(script) ? [] : [`${name || 'the root'} has no script ${script}`];
  });
}
