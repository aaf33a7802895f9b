import {
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  UpdateFunctionUrlConfigCommand,
  type GetFunctionUrlConfigCommandOutput,
} from '@aws-sdk/client-lambda';
import { describeTrigger, type TriggerOf } from '@tooling/core';
import { liveAlias } from '../alias.ts';
import { isAwsError } from '../translate-error.ts';
import type { Grant } from './policy-statements.ts';
import { fromCors, toCors } from './translate-cors.ts';
import type { TriggerContext } from './trigger-context.ts';
import type { FoundTrigger, TriggerKind } from './trigger-kind.ts';

type Declared = TriggerOf<'functionUrl'>;

const kind = 'url';

/**
 * Both are needed: with one alone the URL answers 403. With AWS_IAM, callers are let in by policies of
 * their own. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
const grantsOf = (authType: string | undefined): readonly Grant[] =>
  authType === 'NONE'
    ? [
        { Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' },
        { Action: 'lambda:InvokeFunction', Principal: '*', InvokedViaFunctionUrl: true },
      ]
    : [];

const allGrants = grantsOf('NONE');

/** The URL of `live`; undefined where there is none. */
export async function readUrl({
  clients,
  functionName,
}: Pick<TriggerContext, 'clients' | 'functionName'>): Promise<
  GetFunctionUrlConfigCommandOutput | undefined
> {
  const input = { FunctionName: functionName, Qualifier: liveAlias };
  try {
    return await clients.lambda.send(new GetFunctionUrlConfigCommand(input));
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

/** Whether just those are let in that this type of authorization needs. */
async function isAllowedAs({ statements }: TriggerContext, authType: string | undefined) {
  const wanted = grantsOf(authType);
  const granted = await Promise.all(
    allGrants.map((grant) =>
      wanted.length > 0 ? statements.isGranted(kind, grant) : statements.has(kind, grant),
    ),
  );
  return wanted.length > 0 ? granted.every(Boolean) : !granted.some(Boolean);
}

/** What an interrupted run has left of one: that everybody may call the function by a URL. */
async function readLeft({
  statements,
}: TriggerContext): Promise<readonly FoundTrigger<undefined>[]> {
  const left = await Promise.all(allGrants.map((grant) => statements.has(kind, grant)));
  if (!left.some(Boolean)) return [];
  const title = 'functionUrl, which is not there any more';
  return [
    { state: { type: 'functionUrl', id: 'functionUrl', title, properties: {} }, handle: undefined },
  ];
}

/** The URL of `live`: there is one at most, so it is ours where we are to manage one. */
export const functionUrlTriggers: TriggerKind<Declared, undefined> = {
  async read(context) {
    const found = await readUrl(context);
    if (found === undefined) return readLeft(context);
    const { AuthType, Cors: cors, InvokeMode, FunctionUrl: address } = found;
    const declared: Declared = {
      type: 'functionUrl',
      authType: AuthType ?? 'AWS_IAM',
      ...(cors !== undefined && { cors: fromCors(cors) }),
      invokeMode: InvokeMode,
    };
    const { properties, ...state } = describeTrigger(declared, context);
    const isAllowed = await isAllowedAs(context, AuthType);
    return [
      {
        state: { ...state, properties: { ...properties, isAllowed }, address },
        handle: undefined,
      },
    ];
  },

  check: () => Promise.resolve([]),

  async write(context, { declared: { authType, cors, invokeMode = 'BUFFERED' } }) {
    const { clients, functionName, statements } = context;
    const wanted = grantsOf(authType);
    for (const grant of wanted) await statements.grant(kind, grant);
    const input = {
      FunctionName: functionName,
      Qualifier: liveAlias,
      AuthType: authType,
      Cors: toCors(cors ?? {}),
      InvokeMode: invokeMode,
    };
    const isThere = (await readUrl(context)) !== undefined;
    await (isThere
      ? clients.lambda.send(new UpdateFunctionUrlConfigCommand(input))
      : clients.lambda.send(new CreateFunctionUrlConfigCommand(input)));
    // Nobody is let in without a signature any more.
    if (wanted.length === 0) for (const grant of allGrants) await statements.revoke(kind, grant);
  },

  async remove({ clients, functionName, statements }) {
    const input = { FunctionName: functionName, Qualifier: liveAlias };
    try {
      await clients.lambda.send(new DeleteFunctionUrlConfigCommand(input));
    } catch (error) {
      if (!isAwsError(error, 'ResourceNotFoundException')) throw error;
    }
    for (const grant of allGrants) await statements.revoke(kind, grant);
  },
};
