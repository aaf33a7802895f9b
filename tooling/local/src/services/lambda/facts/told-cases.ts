import { expect } from 'vitest';
import { zipOf } from '../testing/start-lambda.ts';
import { functionName, newFunction, untrustingRole, type FactLab } from './fact-lab.ts';
import type { Answer } from './matches-fact.ts';
import { aFunction, twoVersions } from './stand-of.ts';
import { variables } from './variables.ts';

/**
 * Facts that say in words what was done or seen. Each brings the function into its state, makes the
 * request and returns its answer, which is then compared with the fact like every other; what the
 * fact's note says is expected here.
 */
export type ToldCase = (lab: FactLab) => Promise<Answer>;

const FunctionName = functionName;
const configuration = async (lab: FactLab, input: object = {}) =>
  (await lab.ok('GetFunction', { FunctionName, ...input })).Configuration as Readonly<
    Record<string, unknown>
  >;

export const toldCases: Readonly<Record<string, ToldCase>> = {
  'TestLambdaFunction::test_function_lifecycle/create_response': async (lab) => {
    const answer = await lab.send('CreateFunction', newFunction);
    expect(answer.body).not.toHaveProperty('LastUpdateStatus');
    expect(answer.body).not.toHaveProperty('Environment');
    return answer;
  },

  'TestLambdaBaseFeatures::test_function_state/get-fn-response': async (lab) => {
    const created = await lab.ok('CreateFunction', newFunction);
    const answer = await lab.send('GetFunction', { FunctionName });
    const seen = await configuration(lab);
    expect(seen).not.toHaveProperty('StateReason');
    expect(seen).not.toHaveProperty('StateReasonCode');
    expect(seen.RevisionId).not.toBe(created.RevisionId);
    const { Location } = (answer.body as { Code: { Location: string } }).Code;
    const zip = new Uint8Array(await (await fetch(Location)).arrayBuffer());
    expect(zip).toEqual(newFunction.Code.ZipFile);
    return answer;
  },

  'TestLambdaAlias::test_alias_lifecycle/create_alias_1_2': async (lab) => {
    await twoVersions(lab);
    const alias = { FunctionName, Name: 'one' };
    const answer = await lab.send('CreateAlias', { ...alias, FunctionVersion: '1' });
    expect(answer.body).not.toHaveProperty('RoutingConfig');
    const before = (answer.body as { RevisionId: string }).RevisionId;
    const RoutingConfig = { AdditionalVersionWeights: {} };
    const updated = await lab.send('UpdateAlias', { ...alias, RoutingConfig });
    expect(updated.status).toBe(200);
    expect(updated.body).not.toHaveProperty('RoutingConfig');
    expect((updated.body as { RevisionId: string }).RevisionId).not.toBe(before);
    return answer;
  },

  'TestLambdaAlias::test_non_existent_alias_deletion/delete_alias_response': async (lab) => {
    await twoVersions(lab);
    const alias = { FunctionName, Name: 'one' };
    await lab.ok('CreateAlias', { ...alias, FunctionVersion: '1' });
    expect((await lab.send('DeleteAlias', alias)).status).toBe(204);
    return await lab.send('DeleteAlias', alias);
  },

  'TestLambdaFunction::test_function_lifecycle/delete_response': async (lab) => {
    await aFunction(lab);
    return await lab.send('DeleteFunction', { FunctionName });
  },

  'TestLambdaPermissions::test_remove_multi_permissions/policy_after_2_add': async (lab) => {
    await aFunction(lab);
    for (const StatementId of ['s3', 'sqs']) {
      const Principal = `${StatementId}.amazonaws.com`;
      const Action = 'lambda:InvokeFunction';
      await lab.ok('AddPermission', { FunctionName, StatementId, Principal, Action });
    }
    await lab.ok('PublishVersion', { FunctionName });
    expect(await lab.send('GetPolicy', { FunctionName, Qualifier: '1' })).toMatchObject({
      status: 404,
    });
    const answer = await lab.send('GetPolicy', { FunctionName });
    const body = answer.body as { Policy: string };
    const policy = JSON.parse(body.Policy) as { Statement: readonly { Sid: string }[] };
    expect(policy.Statement.map(({ Sid }) => Sid)).toEqual(['s3', 'sqs']);
    // The fact shows the text as what it means, and one word for all statements.
    const shown = { ...policy, Statement: ['every statement'] };
    return { ...answer, body: { ...body, 'Policy(JSON string)': shown } };
  },

  'TestLambdaVersions::test_publish_version_on_create/get_function_latest_result': async (lab) => {
    await twoVersions(lab);
    await lab.ok('CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
    const byAlias = await configuration(lab, { Qualifier: 'live' });
    expect(byAlias.FunctionArn).toMatch(/:function:fact-function:live$/);
    expect(byAlias.Version).toBe('1');
    return await lab.send('GetFunction', { FunctionName, Qualifier: '$LATEST' });
  },

  'TestLambdaSizeLimits::test_oversized_request_create_lambda/invalid_param_exc': async (lab) => {
    const Environment = { Variables: { largeKey: 'x'.repeat(70_167_211) } };
    const body = Buffer.from(JSON.stringify({ FunctionName, Environment }));
    return await lab.post('/2015-03-31/functions', body);
  },

  'TestLambdaSizeLimits::test_oversized_zipped_create_lambda/invalid_param_exc': async (lab) => {
    // Base64 of zeros: as long as the zip must be, without the time that a client takes for it.
    const ZipFile = 'A'.repeat(Math.ceil(52_428_801 / 3) * 4);
    const body = Buffer.from(JSON.stringify({ ...newFunction, Code: { ZipFile } }));
    return await lab.post('/2015-03-31/functions', body);
  },

  'TestLambdaTag::test_tag_lifecycle[lambda_function]/tag_single_response': async (lab) => {
    await aFunction(lab);
    const Resource = variables.function_arn;
    const answer = await lab.send('TagResource', { Resource, Tags: { A: 'tag-a' } });
    const untagged = await lab.send('UntagResource', { Resource, TagKeys: ['A', 'absent'] });
    expect(untagged.status).toBe(204);
    expect(await lab.ok('ListTags', { Resource })).toEqual({ Tags: {} });
    return answer;
  },

  'CreateFunction(Role=role that does not trust lambda.amazonaws.com)': async (lab) =>
    await lab.send('CreateFunction', { ...newFunction, Role: untrustingRole }),

  'TestLambdaFunction::test_lambda_concurrent_config_updates/update-during-in-progress-update-exc':
    async (lab) => {
      await aFunction(lab);
      lab.settle();
      await lab.ok('UpdateFunctionConfiguration', { FunctionName, Timeout: 4 });
      return await lab.send('UpdateFunctionConfiguration', { FunctionName, Timeout: 5 });
    },

  'TestLambdaFunction::test_redundant_updates/redundant_update_result': async (lab) => {
    await aFunction(lab);
    lab.settle();
    const Description = '1st update description';
    await lab.ok('UpdateFunctionConfiguration', { FunctionName, Description });
    lab.settle();
    const before = await configuration(lab);
    const answer = await lab.send('UpdateFunctionConfiguration', { FunctionName, Description });
    expect((answer.body as { RevisionId: string }).RevisionId).not.toBe(before.RevisionId);
    return answer;
  },

  'TestLambdaVersions::test_publish_with_update/update_function_code_result': async (lab) => {
    await aFunction(lab);
    lab.settle();
    const ZipFile = zipOf('second');
    const answer = await lab.send('UpdateFunctionCode', { FunctionName, ZipFile, Publish: true });
    expect(await configuration(lab, { Qualifier: '$LATEST' })).toMatchObject({
      State: 'Active',
      LastUpdateStatus: 'InProgress',
    });
    return answer;
  },

  'TestLambdaFunction::test_function_lifecycle/update_func_conf_response': async (lab) => {
    const created = await lab.ok('CreateFunction', newFunction);
    lab.settle();
    const ZipFile = zipOf('second');
    const updated = await lab.send('UpdateFunctionCode', { FunctionName, ZipFile });
    expect(updated.body).toMatchObject({ State: 'Active', LastUpdateStatus: 'InProgress' });
    lab.settle();
    const settled = await configuration(lab);
    const answer = await lab.send('UpdateFunctionConfiguration', { FunctionName, Timeout: 10 });
    lab.settle();
    const again = await configuration(lab);
    const revisions = [created, updated.body, settled, answer.body, again].map(
      (one) => (one as { RevisionId: string }).RevisionId,
    );
    expect(new Set(revisions).size).toBe(5);
    return answer;
  },

  'TestLambdaVersions::test_publish_version_on_create/list_versions_result': async (lab) => {
    await twoVersions(lab);
    const answer = await lab.send('ListVersionsByFunction', { FunctionName });
    const { Versions } = answer.body as { Versions: { Version: string; FunctionArn: string }[] };
    expect(Versions.map(({ Version }) => Version)).toEqual(['$LATEST', '1', '2']);
    expect(Versions[0]?.FunctionArn).toMatch(/:\$LATEST$/);
    for (const version of Versions) {
      expect(version).not.toHaveProperty('State');
      expect(version).not.toHaveProperty('LastUpdateStatus');
    }
    return answer;
  },

  'TestLambdaVersions::test_publish_with_wrong_revisionid/publish_wrong_revisionid_exc': async (
    lab,
  ) => {
    await aFunction(lab);
    return await lab.send('PublishVersion', { FunctionName, RevisionId: 'doesntexist' });
  },

  'TestLambdaVersions::test_version_lifecycle/list_versions_result_after_deletion_of_first_version':
    async (lab) => {
      await twoVersions(lab);
      const answer = await lab.send('DeleteFunction', { FunctionName, Qualifier: '1' });
      const { Versions } = await lab.ok('ListVersionsByFunction', { FunctionName });
      expect(Versions).toMatchObject([{ Version: '$LATEST' }, { Version: '2' }]);
      const next = await lab.ok('UpdateFunctionCode', {
        FunctionName,
        ZipFile: zipOf('third'),
        Publish: true,
      });
      expect(next.Version).toBe('3');
      return answer;
    },

  'TestLambdaFeatures::test_invocation_type_event[nodejs16.x]/invoke-result': async (lab) => {
    await aFunction(lab);
    const answer = await lab.send('Invoke', { FunctionName, InvocationType: 'Event' });
    expect(answer.headers).not.toHaveProperty('x-amz-executed-version');
    return answer;
  },

  'TestLambdaErrors::test_lambda_invoke_payload_encoding_error[body-n\\x87r\\x9e\\xe9\\xb5\\xd7I\\xee\\x9bmt]/invoke_function_invalid_payload_body':
    async (lab) => await invokeWith(lab, 'n\x87r\x9e\xe9\xb5\xd7I\xee\x9bmt'),

  'TestLambdaErrors::test_lambda_invoke_payload_encoding_error[message-\\x99\\xeb,j\\x07\\xa1zYh]/invoke_function_invalid_payload_message':
    async (lab) => await invokeWith(lab, '\x99\xeb,j\x07\xa1zYh'),
};

async function invokeWith(lab: FactLab, payload: string): Promise<Answer> {
  await aFunction(lab);
  return await lab.send('Invoke', { FunctionName, Payload: Buffer.from(payload, 'latin1') });
}
