import { environmentBytes, lambdaLimits, UserError, type FunctionChange } from '@tooling/core';

/**
 * Before AWS does: its own refusal would quote the whole environment, with the values that others set.
 *
 * @throws UserError CONFIG_INVALID
 */
export function checkEnvironmentSize(
  variables: Readonly<Record<string, string>>,
  { functionName, settings }: FunctionChange,
): void {
  const sizeBytes = environmentBytes(variables);
  if (sizeBytes <= lambdaLimits.environmentBytes) return;
  const others = Object.keys(variables).filter((key) => !Object.hasOwn(settings.environment, key));
  const declaredBytes = environmentBytes(settings.environment);
  throw new UserError(
    'CONFIG_INVALID',
    `${functionName}: the environment would be ${sizeBytes} bytes, Lambda takes ${lambdaLimits.environmentBytes}: ${declaredBytes} are declared, the rest is set on the function: ${others.sort().join(', ')}`,
    {
      subject: functionName,
      hint: 'declare less, or remove from the function what nobody needs any more',
    },
  );
}
