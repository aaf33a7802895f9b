import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from '@aws-sdk/client-s3';
import type { RequestContext } from '../../service.ts';
import { ownerId } from './bucket-operations.ts';
import { groupKeys } from './group-keys.ts';
import { showObject } from './list-objects.ts';
import {
  compareKeys,
  isObject,
  keysOf,
  requireBucket,
  type S3Store,
  type VersionDocument,
} from './s3-store.ts';
import { encodingOf } from './url-encoding.ts';
import { versionIdOf, versionsOf } from './versions.ts';

export const listVersionsOperations = (store: S3Store) => ({
  ListObjectVersions(
    input: ListObjectVersionsRequest,
    context: RequestContext,
  ): Promise<ListObjectVersionsOutput> {
    const { name } = requireBucket(store, input, context);
    const { Prefix = '', Delimiter, KeyMarker = '', VersionIdMarker = '', MaxKeys = 1000 } = input;
    const encode = encodingOf(input);
    const entries = afterMarkers(linesOf(store, name, input), KeyMarker, VersionIdMarker);
    const page = entries.slice(0, Math.min(MaxKeys, 1000));
    const last = page.at(-1);
    const isTruncated = entries.length > page.length && last !== undefined;
    const Owner = { ID: ownerId(context.accountId) };
    const show = ({ version, isLatest }: Shown) => ({
      Key: encode(version.key),
      VersionId: versionIdOf(version),
      IsLatest: isLatest,
      LastModified: new Date(version.modifiedAtMs),
      Owner,
    });
    const shown = page.flatMap(({ shown: one }) => one ?? []);
    return Promise.resolve({
      Name: name,
      Prefix: encode(Prefix),
      Delimiter: Delimiter === undefined ? undefined : encode(Delimiter),
      KeyMarker: encode(KeyMarker),
      VersionIdMarker,
      MaxKeys,
      EncodingType: input.EncodingType,
      IsTruncated: isTruncated,
      ...(isTruncated && {
        NextKeyMarker: encode(last.name),
        NextVersionIdMarker: last.shown && versionIdOf(last.shown.version),
      }),
      Versions: shown.flatMap((one) =>
        isObject(one.version) ? [{ ...showObject(one.version), ...show(one) }] : [],
      ),
      DeleteMarkers: shown.flatMap((one) => (isObject(one.version) ? [] : [show(one)])),
      CommonPrefixes: page.flatMap(({ name: prefix, shown: one }) =>
        one === undefined ? [{ Prefix: encode(prefix) }] : [],
      ),
    });
  },
});

interface Shown {
  readonly version: VersionDocument;
  readonly isLatest: boolean;
}

/** A version, or the common beginning of several keys. */
interface Line {
  readonly name: string;
  readonly shown?: Shown;
}

/** By key, and of each the newest first. */
function linesOf(store: S3Store, bucket: string, input: ListObjectVersionsRequest): Line[] {
  return groupKeys(keysOf(store, bucket), input).flatMap(({ name, item }): Line[] => {
    if (item === undefined) return [{ name }];
    return versionsOf(store, item).map((version, index) => ({
      name,
      shown: { version, isLatest: index === 0 },
    }));
  });
}

function afterMarkers(lines: readonly Line[], key: string, versionId: string): readonly Line[] {
  if (key === '') return lines;
  const isMarker = ({ name, shown }: Line) =>
    name === key && shown !== undefined && versionIdOf(shown.version) === versionId;
  const at = versionId === '' ? -1 : lines.findIndex(isMarker);
  return at < 0 ? lines.filter(({ name }) => compareKeys(name, key) > 0) : lines.slice(at + 1);
}
