import type {
  AddPermissionRequest,
  AddPermissionResponse,
  GetPolicyRequest,
  GetPolicyResponse,
  RemovePermissionRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import type { RequestContext } from '../../../service.ts';
import { addStatement, removeStatement } from '../document/change-policy.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import {
  conflict,
  functionNotFound,
  invalidParameter,
  notFound,
  staleRevision,
} from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { functionArn } from '../names/function-arn.ts';
import { isAliasName, type Home } from '../names/function-name.ts';
import { newStatement } from '../policies/new-statement.ts';
import { showPolicy, showStatement } from '../render/policy.ts';
import { given, referenceOf, type LambdaWorld } from './lambda-world.ts';
import { own } from '../document/own.ts';

export const permissionOperations = (world: LambdaWorld) => ({
  async AddPermission(
    input: AddPermissionRequest,
    context: RequestContext,
  ): Promise<AddPermissionResponse> {
    const { name, qualifier = '' } = referenceOf(input, context);
    if (qualifier === '$LATEST') {
      throw invalidParameter('We currently do not support adding policies for $LATEST.');
    }
    const statement = newStatement(input);
    const resource = functionArn(context, name, qualifier);
    return await world.store.change(name, (before) => {
      if (before === undefined) throw functionNotFound(functionArn(context, name));
      checkQualifier(before, qualifier, context);
      checkPolicyRevision(before, qualifier, input.RevisionId);
      if (own(before.policies, qualifier)?.statements.some(({ sid }) => sid === statement.sid)) {
        throw conflict(
          `The statement id (${statement.sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        );
      }
      const document = addStatement(before, qualifier, statement, world.moment());
      checkPolicyLength(showPolicy(given(document.policies[qualifier]), resource));
      return { document, result: { Statement: showStatement(statement, resource) } };
    });
  },

  async RemovePermission(input: RemovePermissionRequest, context: RequestContext): Promise<object> {
    const { name, qualifier = '' } = referenceOf(input, context);
    const sid = given(input.StatementId);
    await world.store.change(name, (before) => {
      if (before === undefined) {
        throw notFound(`No policy found for: ${functionArn(context, name)}`);
      }
      checkQualifier(before, qualifier, context);
      const policy = own(before.policies, qualifier);
      if (policy === undefined) throw notFound('No policy is associated with the given resource.');
      if (!policy.statements.some((statement) => statement.sid === sid)) {
        throw notFound(`Statement ${sid} is not found in resource policy.`);
      }
      checkPolicyRevision(before, qualifier, input.RevisionId);
      const document = removeStatement(before, qualifier, sid, world.moment());
      return { document, result: undefined };
    });
    return {};
  },

  /** Whatever is missing, function, version or policy: the answer is the same. */
  async GetPolicy(input: GetPolicyRequest, context: RequestContext): Promise<GetPolicyResponse> {
    const { name, qualifier = '' } = referenceOf(input, context);
    const policy = own(world.store.get(name)?.policies, qualifier);
    if (policy === undefined) throw notFound('The resource you requested does not exist.');
    return {
      Policy: showPolicy(policy, functionArn(context, name, qualifier)),
      RevisionId: policy.revisionId,
    };
  },
});

function checkQualifier(document: FunctionDocument, qualifier: string, home: Home): void {
  if (qualifier === '' || qualifier === '$LATEST') return;
  const arn = functionArn(home, document.name, qualifier);
  if (isAliasName(qualifier)) {
    if (own(document.aliases, qualifier) === undefined)
      throw notFound(`Cannot find alias arn: ${arn}`);
  } else if (!Object.hasOwn(document.versions, qualifier)) {
    throw functionNotFound(arn);
  }
}

/** Where there is no policy yet, the revision meant is that of the function, version or alias. */
function checkPolicyRevision(
  document: FunctionDocument,
  qualifier: string,
  wanted: string | undefined,
): void {
  if (wanted === undefined) return;
  const { latest, versions, aliases, policies } = document;
  const owner = qualifier === '' ? latest : (own(versions, qualifier) ?? own(aliases, qualifier));
  const current = (own(policies, qualifier) ?? owner)?.revisionId;
  if (wanted !== current) throw staleRevision('GetPolicy');
}

function checkPolicyLength(policy: string): void {
  const bytes = Buffer.byteLength(policy);
  if (bytes <= lambdaLimits.policyBytes) return;
  throw new AwsError(
    400,
    'PolicyLengthExceededException',
    `The final policy size (${String(bytes)}) is bigger than the limit (${String(lambdaLimits.policyBytes)}).`,
    { Type: 'User' },
  );
}
