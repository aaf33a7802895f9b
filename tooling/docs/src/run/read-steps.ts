import type { CodeBlock, Page } from '../markdown/read-page.ts';

/** A file that the page has its reader write. */
interface WriteStep {
  readonly kind: 'write';
  readonly line: number;
  readonly path: string;
  readonly text: string;
}

/** A command that the page has its reader run. */
export interface RunStep {
  readonly kind: 'run';
  readonly line: number;
  readonly command: string;
  /** Lines that it prints, as the page has them; undefined where the page shows none. */
  readonly output: readonly string[] | undefined;
  readonly exitCode: number;
  /** Whether it goes on while the next ones run: it has started once its output is there. */
  readonly inBackground: boolean;
}

/** What the program in the background prints next. */
interface FollowStep {
  readonly kind: 'follow';
  readonly line: number;
  readonly output: readonly string[];
}

export type Step = WriteStep | RunStep | FollowStep;

const shells = new Set(['sh', 'console']);

/** Words after the language of a block, and what they say. */
const known = new Set(['file', 'exit', 'background', 'needs']);

/**
 * What a reader of the page does, in its order.
 *
 * `needs=…` says that a block cannot be run here, as one that speaks to an account of AWS.
 *
 * @throws Error for a block whose words are not known, or whose file the text before it does not name
 */
export function readSteps(page: Page): readonly Step[] {
  return page.blocks.flatMap((block): readonly Step[] => {
    const place = `${page.path}:${block.line}`;
    for (const name of block.attributes.keys()) {
      if (!known.has(name)) throw new Error(`${place}: "${name}" says nothing about a block`);
    }
    const path = block.attributes.get('file');
    if (path !== undefined) return [writeStep(block, path, place)];
    if (block.language === 'text' && block.attributes.has('background')) {
      return [{ kind: 'follow', line: block.line, output: block.text.split('\n') }];
    }
    if (!isRunnable(block)) return [];
    return block.language === 'sh' ? [scriptStep(block)] : consoleSteps(block, place);
  });
}

const isRunnable = ({ language, attributes }: CodeBlock) =>
  shells.has(language) && !attributes.has('needs');

function writeStep(
  { line, text, introduction }: CodeBlock,
  path: string,
  place: string,
): WriteStep {
  // Words after the language are not shown to who reads the page.
  if (!introduction.includes(`\`${path}\``)) {
    throw new Error(`${place}: the text before the block does not say that it is \`${path}\``);
  }
  return { kind: 'write', line, path, text: `${text.trimEnd()}\n` };
}

const scriptStep = (block: CodeBlock): RunStep => ({
  kind: 'run',
  line: block.line,
  command: block.text,
  output: undefined,
  exitCode: exitCodeOf(block),
  inBackground: false,
});

/** `$ command`, on with `> `, then what it prints. */
function consoleSteps(block: CodeBlock, place: string): readonly RunStep[] {
  const steps: RunStep[] = [];
  let line = block.line;
  for (const text of block.text.trimEnd().split('\n')) {
    line += 1;
    const last = steps.at(-1);
    if (text.startsWith('$ ')) {
      const base = { kind: 'run', line, output: [], exitCode: 0 } as const;
      steps.push({
        ...base,
        command: text.slice(2),
        inBackground: block.attributes.has('background'),
      });
    } else if (last === undefined) {
      throw new Error(`${place}: begins with "${text}": a command begins with "$ "`);
    } else if (text.startsWith('> ') && last.output?.length === 0) {
      steps.splice(-1, 1, { ...last, command: `${last.command}\n${text.slice(2)}` });
    } else {
      steps.splice(-1, 1, { ...last, output: [...(last.output ?? []), text] });
    }
  }
  // That one fails is the point of the last of them.
  return steps.map((step, index) =>
    index === steps.length - 1 ? { ...step, exitCode: exitCodeOf(block) } : step,
  );
}

const exitCodeOf = ({ attributes }: CodeBlock) => Number(attributes.get('exit') ?? '0');
