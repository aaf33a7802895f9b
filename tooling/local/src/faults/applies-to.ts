import { givenFunctionName } from './struck-resource.ts';
import type { FaultRule } from './fault-rules.ts';

/** Whether a fault can happen to an operation at all: AWS answers no read with a conflict. */
export function appliesTo(fault: FaultRule['fault'], service: string, operation: string): boolean {
  switch (fault) {
    case 'conflict':
    case 'precondition':
      return service === 'lambda' && !/^(Get|List|Invoke)/.test(operation);
    case 'role-not-ready':
      return (
        service === 'lambda' && /^(CreateFunction|UpdateFunctionConfiguration)$/.test(operation)
      );
    case 'ends-failed':
      return (
        service === 'lambda' &&
        /^(CreateFunction|UpdateFunctionConfiguration|UpdateFunctionCode)$/.test(operation)
      );
    case 'stranger':
      return service === 'lambda';
    default:
      return true;
  }
}

/** Whether it can happen to this request: of what it leaves out nothing can be wrong. */
export function canStrike(
  { fault }: FaultRule,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): boolean {
  if (fault === 'precondition') return typeof input.RevisionId === 'string';
  if (fault === 'role-not-ready') return typeof input.Role === 'string';
  if (fault === 'ends-failed') return input.DryRun !== true;
  if (fault === 'stranger') {
    return operation !== 'CreateFunction' && givenFunctionName(input) !== undefined;
  }
  return true;
}
