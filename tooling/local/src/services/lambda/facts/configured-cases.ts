import { functionName, newFunction, type FactLab } from './fact-lab.ts';
import type { Answer } from './matches-fact.ts';
import { aFunction } from './stand-of.ts';
import type { ToldCase } from './told-cases.ts';
import { variables } from './variables.ts';

/** Facts about what is configured beside a function, whose requests are no text to be read. */
const FunctionName = functionName;

/** Recorded in Python's way of writing, which cannot be read back. */
async function putDestination(
  lab: FactLab,
  kind: 'OnSuccess' | 'OnFailure',
  Destination: unknown,
): Promise<Answer> {
  await aFunction(lab);
  const DestinationConfig = { [kind]: { Destination } };
  return await lab.send('PutFunctionEventInvokeConfig', { FunctionName, DestinationConfig });
}

const exceptions = 'TestLambdaEventInvokeConfig::test_lambda_eventinvokeconfig_exceptions';

export const configuredCases: Readonly<Record<string, ToldCase>> = {
  'TestLambdaUrl::test_url_config_exceptions/get_function_url_config_config_doesnotexist': async (
    lab,
  ) => {
    await aFunction(lab);
    return await lab.send('GetFunctionUrlConfig', { FunctionName });
  },

  [`${exceptions}/put_destination_lambda_doesntexist`]: (lab) =>
    putDestination(lab, 'OnSuccess', variables['arn of nonexisting function']),

  [`${exceptions}/put_destination_recursive`]: (lab) =>
    putDestination(lab, 'OnSuccess', variables['own arn']),

  [`${exceptions}/put_destination_invalid_service_arn`]: (lab) =>
    putDestination(lab, 'OnSuccess', variables['arn with service iam']),

  [`${exceptions}/put_destination_invalid_arn_pattern`]: (lab) =>
    putDestination(lab, 'OnFailure', variables['malformed arn']),

  'TestLambdaEventInvokeConfig::test_lambda_eventinvokeconfig_lifecycle/put_invokeconfig_retries_0':
    async (lab) => {
      await lab.ok('CreateFunction', newFunction);
      const MaximumRetryAttempts = 0;
      return await lab.send('PutFunctionEventInvokeConfig', { FunctionName, MaximumRetryAttempts });
    },
};
