import { appendFileSync, statSync } from 'node:fs';
import type { Host } from '../host.ts';
import { cutMarkdown } from './cut-markdown.ts';

/** Bytes that GitHub takes of a step; of a longer one it shows nothing. */
const mostBytes = 1024 * 1024;

/**
 * Adds Markdown to the job's summary where GitHub Actions asks for one
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary).
 *
 * A summary that cannot be written is said, and stops nothing.
 */
export function writeSummary({ env, err }: Pick<Host, 'env' | 'err'>, render: () => string): void {
  const file = env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    const taken = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const room = mostBytes - taken;
    appendFileSync(
      file,
      cutMarkdown(render(), room, (text) => Buffer.byteLength(text)),
    );
  } catch (error) {
    err(`the job's summary cannot be written: ${(error as Error).message}\n`);
  }
}
