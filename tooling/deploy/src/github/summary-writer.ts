import { appendFileSync } from 'node:fs';
import type { DeployEvent } from '@tooling/core';
import type { Host } from '../host.ts';
import { renderPlan, renderReport } from './render-summary.ts';

function render(event: DeployEvent): string | undefined {
  if (event.type === 'planned') return renderPlan(event.plan);
  return event.type === 'finished' ? renderReport(event.report) : undefined;
}

/**
 * Adds plans and reports to the job's summary where GitHub Actions asks for one
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary).
 *
 * A summary that cannot be written is said, and stops nothing.
 */
export function createSummaryWriter({ env, err }: Host): (event: DeployEvent) => void {
  const file = env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return () => undefined;
  return (event) => {
    const text = render(event);
    if (text === undefined) return;
    try {
      appendFileSync(file, text);
    } catch (error) {
      err(`the job's summary cannot be written: ${(error as Error).message}\n`);
    }
  };
}
