import { extname, join, relative } from 'node:path';
import { UserError } from '@tooling/core';
import type { Bundled } from '@tooling/core/graph';
import { textOption, type CommandInput } from '../command.ts';
import type { Host } from '../host.ts';
import { jsonLine } from '../json-line.ts';
import { writeNamed } from '../pictures/write-picture.ts';

/** Git ignores it. */
const usualName = 'bundle-report.html';

/** Collects bundles, and writes what they consist of. */
export interface ReportFile {
  add(bundled: Bundled): void;
  /** @throws UserError USAGE when the file cannot be written */
  write(): Promise<void>;
}

/** @throws UserError USAGE for a name of something else than HTML */
export function openReportFile(root: string, input: CommandInput, host: Host): ReportFile {
  const named = textOption(input, 'report');
  if (named !== undefined && extname(named) !== '.html') {
    throw new UserError('USAGE', `--report ${named} does not end in .html`, {
      subject: named,
      hint: `name a file such as ${usualName}, or put names of lambdas before --report`,
    });
  }
  const file = named ?? join(relative(host.cwd, root), usualName);
  const bundles: Bundled[] = [];
  return {
    add(bundled) {
      bundles.push(bundled);
    },
    async write() {
      const { renderReport } = await import('./render-report.ts');
      await writeNamed(file, renderReport(bundles), host);
      host.out(
        input.options.json === true
          ? jsonLine({ type: 'picture-written', file })
          : `wrote ${file}: open it in a browser\n`,
      );
    },
  };
}
