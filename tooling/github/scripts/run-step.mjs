import { appendFileSync } from 'node:fs';

/**
 * Runs what a step of a job is about. A failure is told as GitHub shows it beside the run.
 *
 * @param {(env: Readonly<Record<string, string | undefined>>) => Promise<string>} work
 *   What it did, in one line.
 */
export async function runStep(work) {
  try {
    const line = await work(process.env);
    console.log(line);
    const { GITHUB_STEP_SUMMARY: summary = '' } = process.env;
    if (summary !== '') appendFileSync(summary, `${line}\n`);
  } catch (error) {
    console.log(`::error::${escapeData(error instanceof Error ? error.message : String(error))}`);
    process.exitCode = 1;
  }
}

/**
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 *
 * @param {string} text
 */
const escapeData = (text) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
