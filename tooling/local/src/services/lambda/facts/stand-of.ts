import { functionName, newFunction, type FactLab } from './fact-lab.ts';
import { factId, type Fact } from './read-facts.ts';
import { zipOf } from '../testing/start-lambda.ts';

/** What must be there before the request of a fact, as its recording had it. */
export type Stand = (lab: FactLab) => Promise<unknown>;

const noFunction: Stand = () => Promise.resolve();

/** One function. */
export const aFunction: Stand = (lab) => lab.ok('CreateFunction', newFunction);

/** One function with versions 1 and 2. */
export const twoVersions: Stand = async (lab) => {
  await lab.ok('CreateFunction', { ...newFunction, Publish: true });
  const ZipFile = zipOf('second');
  await lab.ok('UpdateFunctionCode', { FunctionName: functionName, ZipFile, Publish: true });
};

const statement = {
  FunctionName: functionName,
  Action: 'lambda:InvokeFunction',
  StatementId: 's3',
  Principal: 's3.amazonaws.com',
};

/** Stands that areas share, and those of single facts by the end of their source. */
const ofAreas: Readonly<Record<string, Stand>> = {
  alias: twoVersions,
  'create/validation': noFunction,
  'name/arn': noFunction,
  notfound: noFunction,
  'provisioned-concurrency': twoVersions,
};

const ofFacts: Readonly<Record<string, Stand>> = {
  routing_config_exc_already_exist: async (lab) => {
    await twoVersions(lab);
    const alias = { FunctionName: functionName, Name: 'custom', FunctionVersion: '1' };
    await lab.ok('CreateAlias', alias);
  },
  add_permission_conflicting_statement_id: async (lab) => {
    await aFunction(lab);
    await lab.ok('AddPermission', statement);
  },
  remove_permission_fn_alias_doesnotexist: async (lab) => {
    await aFunction(lab);
    await lab.ok('AddPermission', statement);
  },
  add_permission_alias_revision_exception: async (lab) => {
    await twoVersions(lab);
    const alias = { FunctionName: functionName, Name: 'permission-alias', FunctionVersion: '1' };
    await lab.ok('CreateAlias', alias);
  },
  get_policy_exception_removed_all: async (lab) => {
    await aFunction(lab);
    await lab.ok('AddPermission', statement);
    await lab.ok('RemovePermission', { FunctionName: functionName, StatementId: 's3' });
  },
  not_found_exception_tag: noFunction,
  tag_lambda_too_many_tags_additional: async (lab) => {
    const Tags = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`${String(i)}_key`, 'v']),
    );
    await lab.ok('CreateFunction', { ...newFunction, Tags });
  },
  tag_resource_exception: twoVersions,
};

export function standOf(fact: Fact): Stand {
  return ofFacts[factId(fact).split('/').at(-1) ?? ''] ?? ofAreas[fact.area] ?? aFunction;
}
