import type { DeployEvent } from '@tooling/core';
import type { Host } from '../host.ts';
import { renderPlan, renderReport } from './render-summary.ts';
import { writeSummary } from './write-summary.ts';

/** Adds plans and reports to the job's summary. */
export function createSummaryWriter(host: Host): (event: DeployEvent) => void {
  return (event) => {
    if (event.type === 'planned') writeSummary(host, () => renderPlan(event.plan));
    if (event.type === 'finished') writeSummary(host, () => renderReport(event.report));
  };
}
