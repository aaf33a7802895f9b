import { GetFunctionCommand, type GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import {
  defaultLogGroup,
  describeFailure,
  parseProvenance,
  pinOf,
  UserError,
  type FunctionQuery,
  type FunctionState,
  type LiveFunction,
  type PinnedVersion,
} from '@tooling/core';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { readLogRetentions } from './log-groups.ts';
import { readSwitching } from './read-switching.ts';
import { toSettings } from './to-settings.ts';
import { isAwsError, translating } from './translate-error.ts';

/** GetFunction, or undefined when the function, or its qualifier, is not there. */
export async function getFunction(
  { lambda }: AwsClients,
  functionName: string,
  qualifier?: string,
): Promise<GetFunctionCommandOutput | undefined> {
  try {
    return await lambda.send(
      new GetFunctionCommand({ FunctionName: functionName, Qualifier: qualifier }),
    );
  } catch (error) {
    if (isAwsError(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

/**
 * The function's tags. GetFunction answers without them where only they may not be read: then every
 * function would look like somebody else's.
 *
 * @throws UserError AWS_REFUSED
 */
export function tagsOf(
  functionName: string,
  { Tags: tags = {}, TagsError: failure }: GetFunctionCommandOutput,
): Readonly<Record<string, string>> {
  if (failure === undefined) return tags;
  const { ErrorCode: code = 'Error', Message: message = '' } = failure;
  throw new UserError(
    'AWS_REFUSED',
    `the tags of ${functionName} cannot be read: ${code}: ${message}`,
    { subject: functionName, hint: 'allow the credentials of this run lambda:ListTags' },
  );
}

/** The version that a pin names: a further request, for the few functions that carry one. */
async function readPinned(
  clients: AwsClients,
  functionName: string,
  { Tags: tags = {} }: GetFunctionCommandOutput,
): Promise<GetFunctionCommandOutput | undefined> {
  const pin = pinOf(tags);
  if (pin === undefined) return undefined;
  return translating(functionName, () => getFunction(clients, functionName, pin.version));
}

function toPinnedVersion(
  tags: Readonly<Record<string, string>>,
  output: GetFunctionCommandOutput | undefined,
): PinnedVersion | undefined {
  const pin = pinOf(tags);
  const configuration = output?.Configuration;
  if (pin === undefined || configuration === undefined) return pin;
  const published = {
    codeSha256: configuration.CodeSha256 ?? '',
    lastModified: configuration.LastModified ?? '',
    settings: toSettings(configuration, output?.Code),
    provenance: parseProvenance(configuration.Description),
  };
  return { ...pin, published };
}

/** What was read of a function, and its `live`. */
export interface FunctionRead {
  readonly functionName: string;
  readonly output: GetFunctionCommandOutput;
  /** Of the version that its pin names, as far as that is there. */
  readonly pinned?: GetFunctionCommandOutput | undefined;
  readonly logRetentionInDays?: number | undefined;
}

/** What GetFunction answers, in our words. @throws UserError AWS_REFUSED */
export function toLiveFunction({
  functionName,
  output,
  pinned,
  logRetentionInDays,
}: FunctionRead): LiveFunction {
  const { Configuration: configuration = {}, Concurrency } = output;
  const tags = tagsOf(functionName, output);
  const pin = toPinnedVersion(tags, pinned);
  return {
    functionName,
    functionArn: configuration.FunctionArn ?? '',
    version: configuration.Version ?? '',
    codeSha256: configuration.CodeSha256 ?? '',
    codeBytes: configuration.CodeSize ?? 0,
    lastModified: configuration.LastModified ?? '',
    settings: toSettings(configuration, output.Code),
    attributes: {
      tags,
      reservedConcurrency: Concurrency?.ReservedConcurrentExecutions,
      logRetentionInDays,
    },
    provenance: parseProvenance(configuration.Description),
    ...(pin !== undefined && { pin }),
  };
}

/**
 * What serves under each name: one GetFunction a function, a second one only for a function that is
 * not live yet, or pinned. All are sent at once; the client's limiter spaces them.
 */
export async function readFunctions(
  clients: AwsClients,
  queries: readonly FunctionQuery[],
): Promise<readonly FunctionState[]> {
  const states = await Promise.all(
    queries.map((query) =>
      translating(query.functionName, async () => ({
        output: await getFunction(clients, query.functionName, liveAlias),
        ...query,
      })),
    ),
  );
  const retentions = await readLogRetentions(clients, [
    ...new Set(states.flatMap((one) => (one.withLogRetention ? [logGroupOf(one)] : []))),
  ]);
  return Promise.all(
    states.map(async ({ output, ...query }): Promise<FunctionState> => {
      const { functionName } = query;
      if (output !== undefined) {
        const logRetentionInDays = retentions.get(logGroupOf({ output, ...query }));
        const pinned = await readPinned(clients, functionName, output);
        const read = { functionName, output, pinned, logRetentionInDays };
        const state = ifReadable(() => ({ kind: 'live', live: toLiveFunction(read) }));
        if (state.kind !== 'live') return state;
        const switching = await translating(functionName, () => readSwitching(clients, state.live));
        return switching === undefined
          ? state
          : { kind: 'live', live: { ...state.live, switching } };
      }
      const latest = await translating(functionName, () => getFunction(clients, functionName));
      if (latest === undefined) return { kind: 'absent' };
      return ifReadable(() => ({ kind: 'unreleased', tags: tagsOf(functionName, latest) }));
    }),
  );
}

/** The log group whose retention counts: the one that is wanted, or else the one that is kept. */
const logGroupOf = ({
  functionName,
  logGroup,
  output,
}: FunctionQuery & { readonly output: GetFunctionCommandOutput | undefined }): string =>
  logGroup ?? output?.Configuration?.LoggingConfig?.LogGroup ?? defaultLogGroup(functionName);

/** One function whose tags or environment AWS keeps back must not keep all others from being read. */
function ifReadable(toState: () => FunctionState): FunctionState {
  try {
    return toState();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: 'unreadable', failure: describeFailure(error) };
  }
}
