import { directoryOf, type NewLambda } from '../new-lambda/new-lambda.ts';
import { samplePathOf } from '../new-lambda/render-files.ts';
import { starterOf } from '../new-lambda/starters/starters.ts';
import { formatTable } from './format-table.ts';
import type { Styles } from './styles.ts';

interface Shown {
  /** From the root. */
  readonly files: readonly string[];
  readonly isLocked: boolean;
  /** How the reader of it runs pnpm. */
  readonly pnpm: string;
}

/** What was written, and what to do next. */
export function formatNewLambda(lambda: NewLambda, shown: Shown, styles: Styles): string {
  const { name, on, isTypeScript } = lambda;
  const { pnpm } = shown;
  const starter = starterOf(lambda.trigger);
  const language = isTypeScript ? 'TypeScript' : 'JavaScript';
  const startedBy = on === '' ? starter.startedBy : `${starter.startedBy}: ${on}`;
  const steps = [
    ...(shown.isLocked ? [] : [['enter it in the lockfile', `${pnpm} install`]]),
    ['test it', `${pnpm} --filter @lambdas/${name} run test`],
    ['deploy it', `${pnpm} lambda deploy ${name}`],
    ['call it', `${pnpm} lambda invoke ${name} --event ${samplePathOf(lambda)}`],
  ];
  const needed = starter.needs === undefined ? [] : [`\n${describeNeed(starter.needs, on)}\n`];
  return [
    `wrote ${styles.bold(directoryOf(lambda))} in ${language}, started by ${startedBy}\n\n`,
    ...shown.files.map((file) => `  ${file}\n`),
    ...needed.map(styles.yellow),
    '\n',
    formatTable(['NEXT', 'COMMAND'].map(styles.bold), steps),
  ].join('');
}

const describeNeed = (kind: string, on: string): string =>
  `the ${kind} ${on} has to be there before a deploy: name it under \`local\` in deploy.config.ts for the local AWS; in other stages whoever owns it makes it`;
