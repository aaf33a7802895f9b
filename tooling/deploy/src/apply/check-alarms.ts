import { UserError, type FunctionChange, type Monitor } from '@tooling/core';

/**
 * Before anything is prepared: what shall be watched has to be there.
 *
 * @throws UserError ALARM_MISSING
 */
export async function checkAlarms(
  monitor: Monitor,
  changes: readonly Pick<FunctionChange, 'functionName' | 'switching'>[],
): Promise<void> {
  const names = [...new Set(changes.flatMap(({ switching }) => switching.alarms))].sort();
  if (names.length === 0) return;
  const found = new Set((await monitor.readAlarms(names)).map(({ name }) => name));
  const missing = names.filter((name) => !found.has(name));
  if (missing.length === 0) return;
  const problems = missing.map((name) => {
    const users = changes.filter(({ switching }) => switching.alarms.includes(name));
    return `${name}: named by ${users.map(({ functionName }) => functionName).join(', ')}`;
  });
  const which = missing.length === 1 ? 'an alarm that does' : `${missing.length} alarms that do`;
  throw new UserError('ALARM_MISSING', `switching watches ${which} not exist in CloudWatch`, {
    problems,
  });
}
