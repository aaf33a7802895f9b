import { callWeb } from '../../../testing/web-client.ts';
import { patientTimeout, zipOf } from '../testing/start-lambda.ts';
import { functionName, newFunction, type FactLab } from './fact-lab.ts';
import type { Answer } from './matches-fact.ts';
import { aFunction } from './stand-of.ts';
import type { ToldCase } from './told-cases.ts';
import { variables } from './variables.ts';

const FunctionName = functionName;
const AuthType = 'NONE';
const exceptions = 'TestLambdaUrl::test_url_config_exceptions';
const invocation = (kind: string) =>
  `TestLambdaURL::test_lambda_url_invocation[${kind}]/lambda_url_invocation`;

/** What a function's URL answers, both permissions given. */
async function callUrl(lab: FactLab, handlerReturns: string): Promise<Answer> {
  const Code = { ZipFile: zipOf(`exports.handler = async () => (${handlerReturns});`) };
  await lab.ok('CreateFunction', { ...newFunction, Code, Timeout: patientTimeout });
  const created = await lab.ok('CreateFunctionUrlConfig', { FunctionName, AuthType });
  const permission = { FunctionName, Principal: '*' };
  await lab.ok('AddPermission', {
    ...permission,
    StatementId: 'url',
    Action: 'lambda:InvokeFunctionUrl',
    FunctionUrlAuthType: AuthType,
  });
  await lab.ok('AddPermission', {
    ...permission,
    StatementId: 'invoke',
    Action: 'lambda:InvokeFunction',
    InvokedViaFunctionUrl: true,
  });
  const { status, headers, text } = await callWeb(String(created.FunctionUrl));
  return { status, headers: headers as Record<string, string>, text, body: undefined };
}

/** Facts about function URLs whose requests are no text to be read, or need a state before. */
export const functionUrlCases: Readonly<Record<string, ToldCase>> = {
  'TestLambdaUrl::test_url_config_lifecycle/failed_duplication': async (lab) => {
    await aFunction(lab);
    const input = { FunctionName, AuthType };
    const created = await lab.ok('CreateFunctionUrlConfig', input);
    if (created.FunctionUrl === undefined) throw new Error('There is no address');
    return await lab.send('CreateFunctionUrlConfig', input);
  },

  [`${exceptions}/create_function_url_config_qualifier_version_doesnotexist`]: async (lab) => {
    await aFunction(lab);
    return await lab.send('CreateFunctionUrlConfig', { FunctionName, AuthType, Qualifier: '2' });
  },

  [`${exceptions}/create_function_url_config_qualifier_alias_doesnotmatch_arn`]: async (lab) => {
    await aFunction(lab);
    const aliased = `${String(variables.function_arn)}:alias1`;
    const input = { FunctionName: aliased, AuthType, Qualifier: 'alias2' };
    return await lab.send('CreateFunctionUrlConfig', input);
  },

  [`${exceptions}/update_function_url_config_config_doesnotexist`]: async (lab) => {
    await aFunction(lab);
    return await lab.send('UpdateFunctionUrlConfig', { FunctionName });
  },

  [invocation('dict')]: (lab) => callUrl(lab, '{ hello: "world" }'),
  [invocation('integer')]: (lab) => callUrl(lab, '3'),
  [invocation('boolean')]: (lab) => callUrl(lab, 'true'),
};
