import type { PolicyPlace } from '../execution-policy.ts';
import { referenceArn } from '../reference-arn.ts';
import type { WantedFunction } from '../wanted-function.ts';
import type { DeclaredAccess } from './access-place.ts';

/** What the configurations of a stage's functions name. */
export function declaredAccess(
  wanted: readonly WantedFunction[],
  place: PolicyPlace,
): DeclaredAccess {
  const settings = wanted.map((one) => one.settings);
  const references = wanted.flatMap((one) => Object.values(one.references));
  const arnsOf = (kind: 'parameter' | 'secret') =>
    sorted(references.filter((one) => one.kind === kind).map((one) => referenceArn(one, place)));
  return {
    roles: sorted(settings.flatMap(({ role }) => role ?? [])),
    parameters: arnsOf('parameter'),
    secrets: arnsOf('secret'),
    keys: sorted(
      settings.flatMap(({ kmsKeyArn, sourceKmsKeyArn }) => [
        kmsKeyArn ?? '',
        sourceKmsKeyArn ?? '',
      ]),
    ),
    imageRepositories: sorted(settings.flatMap(({ image }) => repositoryArn(image?.uri, place))),
    logGroups: sorted(settings.flatMap(({ logging }) => logging?.logGroup ?? [])),
    hasFileSystems: settings.some(({ fileSystems = [] }) => fileSystems.length > 0),
  };
}

const sorted = (values: readonly string[]): readonly string[] =>
  [...new Set(values)].filter((one) => one !== '').sort();

/** `123456789012.dkr.ecr.us-east-1.amazonaws.com/team/image:tag` */
function repositoryArn(uri = '', { partition }: PolicyPlace): readonly string[] {
  const [, account, region, name] =
    /^(\d{12})\.dkr\.ecr\.([\w-]+)\.[^/]+\/([^:@]+)/.exec(uri) ?? [];
  if (account === undefined || region === undefined || name === undefined) return [];
  return [`arn:${partition}:ecr:${region}:${account}:repository/${name}`];
}
