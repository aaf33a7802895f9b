import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { UserError } from '@tooling/core';
import { textOption, type CommandInput } from '../command.ts';
import type { Host } from '../host.ts';
import { jsonLine } from '../json-line.ts';
import type { Picture } from './picture.ts';
import { renderMermaid } from './render-mermaid.ts';

type Render = (picture: Picture) => Promise<string> | string;

const renderers: Readonly<Record<string, Render>> = {
  '.mmd': (picture) => `${renderMermaid(picture)}\n`,
  '.md': (picture) => `\`\`\`mermaid\n${renderMermaid(picture)}\n\`\`\`\n`,
  // dagre takes a while to load, and only this needs it.
  '.svg': async (picture) => (await import('./render-svg.ts')).renderSvg(picture),
};

/** What `--graph` asks for. */
export interface GraphRequest {
  /** Absent: a tree in the terminal. */
  readonly file?: string | undefined;
}

/**
 * Read before anything is done, so that a wrong name costs nothing.
 *
 * @throws UserError USAGE for an ending that nobody can write, and for a tree as JSON
 */
export function graphRequest(input: CommandInput): GraphRequest | undefined {
  const file = textOption(input, 'graph');
  if (file !== undefined) {
    rendererOf(file);
    return { file };
  }
  if (input.options.graph !== true) return undefined;
  if (input.options.json !== true) return {};
  throw new UserError('USAGE', '--graph without a file draws a tree, which is no JSON', {
    hint: 'name a file ending in .svg, .mmd or .md, or leave --json or --graph out',
  });
}

function rendererOf(file: string): Render {
  const render = renderers[extname(file)];
  if (render !== undefined) return render;
  throw new UserError(
    'USAGE',
    `--graph ${file} ends in none of ${Object.keys(renderers).join(', ')}`,
    {
      subject: file,
      hint: 'name a file such as graph.svg; for a tree in the terminal put names before --graph',
    },
  );
}

/** Writes the file and says so. @throws UserError USAGE when it cannot be written */
export async function writePicture(
  picture: Picture,
  file: string,
  input: CommandInput,
  host: Host,
): Promise<void> {
  const text = await rendererOf(file)(picture);
  await writeNamed(file, text, host);
  host.out(
    input.options.json === true ? jsonLine({ type: 'picture-written', file }) : `wrote ${file}\n`,
  );
}

/** Writes a file that somebody named. @throws UserError USAGE when it cannot be written */
export async function writeNamed(file: string, text: string, { cwd }: Host): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), text);
  } catch (error) {
    throw new UserError('USAGE', `${file} cannot be written: ${(error as Error).message}`, {
      subject: file,
      hint: 'name a file in a directory that is there',
      cause: error,
    });
  }
}
