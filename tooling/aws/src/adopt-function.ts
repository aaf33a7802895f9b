import { isDeepStrictEqual } from 'node:util';
import {
  CreateAliasCommand,
  ListAliasesCommand,
  PublishVersionCommand,
  TagResourceCommand,
} from '@aws-sdk/client-lambda';
import { ownershipTags, UserError, type LiveFunction, type Ownership } from '@tooling/core';
import { getLiveAlias, liveAlias } from './alias.ts';
import type { AwsClients } from './clients.ts';
import { getFunction, tagsOf, toLiveFunction } from './read-functions.ts';
import { toSettings } from './to-settings.ts';
import { isAwsError, translating } from './translate-error.ts';
import { waitUntilSucceeded } from './wait-until-settled.ts';

/** A function as it is before it is taken over. */
export interface AdoptableFunction {
  /** What serves: the version of `live`, or `$LATEST` where there is no such alias. */
  readonly serving: LiveFunction;
  readonly hasLive: boolean;
  /** The other aliases, which stay, with the versions that they name. */
  readonly otherAliases: Readonly<Record<string, string>>;
  readonly packageType: 'Zip' | 'Image';
  readonly state: string;
  /** Guards the first write: of `$LATEST`. */
  readonly revisionId: string;
}

async function listOtherAliases({ lambda }: AwsClients, functionName: string) {
  const { Aliases = [] } = await lambda.send(
    new ListAliasesCommand({ FunctionName: functionName, MaxItems: 50 }),
  );
  return Object.fromEntries(
    Aliases.filter(({ Name }) => Name !== liveAlias).map(
      ({ Name = '', FunctionVersion = '' }) => [Name, FunctionVersion] as const,
    ),
  );
}

/** Reads a function that may be somebody else's; undefined when there is none of that name. */
export async function readAdoptable(
  clients: AwsClients,
  functionName: string,
): Promise<AdoptableFunction | undefined> {
  return translating(functionName, async () => {
    const latest = await getFunction(clients, functionName);
    if (latest === undefined) return undefined;
    const live = await getFunction(clients, functionName, liveAlias);
    const { PackageType = 'Zip', State = 'Active', RevisionId = '' } = latest.Configuration ?? {};
    return {
      serving: toLiveFunction({
        functionName,
        output: live ?? latest,
        pinned: undefined,
        logRetentionInDays: undefined,
      }),
      hasLive: live !== undefined,
      otherAliases: await listOtherAliases(clients, functionName),
      packageType: PackageType,
      state: State,
      revisionId: RevisionId,
    };
  });
}

async function readOwner(clients: AwsClients, functionName: string) {
  const output = await getFunction(clients, functionName);
  if (output === undefined) throw changedMeanwhile(functionName, 'it was deleted');
  return { arn: output.Configuration?.FunctionArn, tags: tagsOf(functionName, output) };
}

const changedMeanwhile = (functionName: string, what: string, cause?: unknown): UserError =>
  new UserError('REMOTE_MOVED', `${functionName} changed since it was looked at: ${what}`, {
    subject: functionName,
    cause,
  });

const isRefused = (error: unknown): boolean =>
  isAwsError(error, 'PreconditionFailedException', 'ResourceConflictException');

/** Publishes $LATEST as it was when it was read. @returns the version, which is Active */
async function publishAsItIs(
  clients: AwsClients,
  { serving: { functionName, codeSha256, settings } }: AdoptableFunction,
  revisionId: string,
): Promise<string> {
  const publish = (RevisionId: string | undefined) =>
    clients.lambda.send(
      new PublishVersionCommand({
        FunctionName: functionName,
        CodeSha256: codeSha256,
        RevisionId,
      }),
    );
  let published;
  try {
    published = await publish(revisionId);
  } catch (error) {
    if (!isRefused(error)) throw error;
    // The answer to our own first request was lost, if nothing but the RevisionId is another.
    const { Configuration: latest, Code } = (await getFunction(clients, functionName)) ?? {};
    const isSame =
      latest?.CodeSha256 === codeSha256 && isDeepStrictEqual(toSettings(latest, Code), settings);
    if (!isSame)
      throw changedMeanwhile(functionName, 'its code or configuration is another', error);
    published = await publish(latest.RevisionId);
  }
  const { Version = '' } = published;
  await waitUntilSucceeded(clients, functionName, published, Version);
  return Version;
}

/** Publishes what serves today, unchanged, and has `live` name it. @returns the version */
async function makeLive(clients: AwsClients, adoptable: AdoptableFunction): Promise<string> {
  const { functionName } = adoptable.serving;
  const version = await publishAsItIs(clients, adoptable, adoptable.revisionId);
  const alias = { FunctionName: functionName, Name: liveAlias, FunctionVersion: version };
  try {
    await clients.lambda.send(new CreateAliasCommand(alias));
  } catch (error) {
    if (!isRefused(error)) throw error;
    // A repeated request after a lost answer ends here too.
    const live = await getLiveAlias(clients, functionName);
    if (live?.FunctionVersion !== version) {
      throw changedMeanwhile(functionName, 'somebody made live', error);
    }
  }
  return version;
}

/**
 * Takes a function over without changing what it does: `live` is made for the version that serves, and
 * the ownership tags are written last, so that a deploy knows it only when everything is there. Safe to
 * repeat after any failure.
 *
 * TagResource takes no RevisionId: the tags are read again just before.
 *
 * @returns the version that `live` names
 * @throws UserError REMOTE_MOVED when it is not what was read any more
 */
export async function adoptFunction(
  clients: AwsClients,
  adoptable: AdoptableFunction,
  ownership: Ownership,
): Promise<string> {
  const { serving } = adoptable;
  const { functionName } = serving;
  return translating(functionName, async () => {
    const version = adoptable.hasLive
      ? (await getLiveAlias(clients, functionName))?.FunctionVersion
      : await makeLive(clients, adoptable);
    if (version === undefined) throw changedMeanwhile(functionName, 'live was deleted');
    const { arn, tags } = await readOwner(clients, functionName);
    const before = serving.attributes.tags;
    const wanted = ownershipTags(ownership);
    const other = Object.keys(wanted).find((key) => tags[key] !== before[key]);
    if (other !== undefined) throw changedMeanwhile(functionName, `the tag ${other} is another`);
    await clients.lambda.send(new TagResourceCommand({ Resource: arn, Tags: wanted }));
    return version;
  });
}
