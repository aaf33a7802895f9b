import { describeTooLarge, UserError, type FunctionChange } from '@tooling/core';

/**
 * Before AWS does: its own refusal would quote the whole environment, with the values that others set.
 * The plan has looked at what is live; somebody may have set more on the function since.
 *
 * @throws UserError CONFIG_INVALID
 */
export function checkEnvironmentSize(
  variables: Readonly<Record<string, string>>,
  { functionName, settings }: FunctionChange,
): void {
  const problem = describeTooLarge(variables, settings);
  if (problem === undefined) return;
  throw new UserError('CONFIG_INVALID', `${functionName}: the environment ${problem}`, {
    subject: functionName,
    hint: 'declare less, or remove from the function what nobody needs any more',
  });
}
