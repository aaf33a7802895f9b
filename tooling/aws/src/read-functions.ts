import { GetFunctionCommand, type GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import {
  defaultLogGroup,
  lambdaQuotas,
  parseProvenance,
  pinOf,
  UserError,
  type FunctionQuery,
  type FunctionState,
  type LiveFunction,
  type PinnedVersion,
} from '@tooling/core';
import pLimit from 'p-limit';
import { liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { ifReadable } from './if-readable.ts';
import { readLogRetentions } from './log-groups.ts';
import { readSwitching } from './read-switching.ts';
import { toSettings } from './to-settings.ts';
import { isAwsError, remedyFor } from './translate-error.ts';

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
    {
      subject: functionName,
      hint: remedyFor(new Error(message)) ?? 'allow the credentials of this run lambda:ListTags',
    },
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
  return getFunction(clients, functionName, pin.version);
}

/** How far a switch in steps has come, and from which commit: a further request, for the few. */
async function readSwitch(
  clients: AwsClients,
  live: LiveFunction,
): Promise<LiveFunction['switching']> {
  const switching = await readSwitching(clients, live);
  if (switching === undefined || switching.version === live.version) return switching;
  const output = await getFunction(clients, live.functionName, switching.version);
  const provenance = parseProvenance(output?.Configuration?.Description);
  return { ...switching, ...(provenance !== undefined && { provenance }) };
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
 * not live yet, or pinned, or in the middle of a switch. The client's limiter spaces them. What AWS refuses or fails at for some of them says nothing of the others.
 *
 * @throws UserError what the first one failed with, where all did
 */
export async function readFunctions(
  clients: AwsClients,
  queries: readonly FunctionQuery[],
): Promise<readonly FunctionState[]> {
  const limit = pLimit(readAtOnce);
  const outputs = queries.map((query) => ({
    query,
    reading: limit(() => getFunction(clients, query.functionName, liveAlias)),
  }));
  const refused: UserError[] = [];
  const states = await Promise.all(
    outputs.map(({ query: { functionName }, reading }) => {
      const read = async () => readState(clients, functionName, await reading);
      return ifReadable(functionName, read, refused);
    }),
  );
  const [first] = refused;
  if (first !== undefined && refused.length === queries.length) throw first;
  const groups = queries.map((query, index) => logGroupOf(query, states[index]));
  const asked = groups.filter((_, index) => queries[index]?.withLogRetention);
  const retentions = await readLogRetentions(clients, [...new Set(asked)]);
  return states.map((state, index) =>
    state.kind === 'live' ? withRetention(state.live, retentions.get(groups[index] ?? '')) : state,
  );
}

/**
 * Two seconds of the quota, so that it is never idle. All at once, the first request would wait until the
 * last one is written and signed.
 */
const readAtOnce = 2 * lambdaQuotas.getFunctionPerSecond;

/** The log group whose retention counts: the one that is wanted, or else the one that is kept. */
const logGroupOf = (
  { functionName, logGroup }: FunctionQuery,
  state: FunctionState | undefined,
): string =>
  logGroup ??
  (state?.kind === 'live' ? state.live.settings.logging.logGroup : undefined) ??
  defaultLogGroup(functionName);

async function readState(
  clients: AwsClients,
  functionName: string,
  output: GetFunctionCommandOutput | undefined,
): Promise<FunctionState> {
  if (output === undefined) {
    const latest = await getFunction(clients, functionName);
    if (latest === undefined) return { kind: 'absent' };
    return { kind: 'unreleased', tags: tagsOf(functionName, latest) };
  }
  const pinned = await readPinned(clients, functionName, output);
  const live = toLiveFunction({ functionName, output, pinned });
  const switching = await readSwitch(clients, live);
  return { kind: 'live', live: { ...live, ...(switching !== undefined && { switching }) } };
}

const withRetention = (
  live: LiveFunction,
  logRetentionInDays: number | undefined,
): FunctionState => ({
  kind: 'live',
  live: { ...live, attributes: { ...live.attributes, logRetentionInDays } },
});
