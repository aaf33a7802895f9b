import { UserError, type FunctionChange, type FunctionOutcome, type Report } from '@tooling/core';
import type { Application } from './application.ts';

/** A report that says where the functions answer that were deployed. Nothing depends on it. */
export async function withAddresses(
  { plan, store, addressOf = (address) => address }: Application,
  report: Report,
): Promise<Report> {
  const deployed = new Set(
    report.functions.flatMap(({ outcome, functionName }) =>
      outcome === 'deployed' ? [functionName] : [],
    ),
  );
  const changes = plan.functions.filter(
    (planned): planned is FunctionChange =>
      'triggers' in planned && deployed.has(planned.functionName) && answers(planned),
  );
  if (changes.length === 0) return report;
  try {
    const found = await store.readAddresses(changes);
    const byName = new Map(changes.map(({ functionName }, index) => [functionName, found[index]]));
    const functions = report.functions.map((one): FunctionOutcome => {
      const addresses = byName.get(one.functionName)?.map(({ trigger, address }) => ({
        trigger,
        address: addressOf(address),
      }));
      return addresses === undefined ? one : { ...one, addresses };
    });
    return { ...report, functions };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return report;
  }
}

const answers = ({ triggers: { triggers } }: FunctionChange): boolean =>
  triggers.some(({ type }) => type === 'functionUrl' || type === 'httpApi');
