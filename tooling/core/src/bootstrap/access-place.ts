import type { PolicyPlace } from '../execution-policy.ts';

/** What the policies of a stage's roles are made of. */
export interface AccessPlace extends PolicyPlace {
  readonly service: string;
  readonly stage: string;
  readonly namePrefix: string;
  readonly rolePath: string;
  /** ARN of the policy that bounds every role that is made for functions. */
  readonly permissionsBoundary: string;
  readonly codeBucket?: string | undefined;
  /** Of the HTTP API: its domain name, and whether it writes an access log. */
  readonly domain?: string | undefined;
  readonly hasAccessLog: boolean;
  /** Stages of the same account, whose functions may be promoted to this one. */
  readonly siblings: readonly { readonly region: string; readonly namePrefix: string }[];
  readonly declared: DeclaredAccess;
}

/**
 * What configurations name by itself, and nothing else of its kind is opened for: another secret or role is
 * for somebody to allow who may change roles, and not for whoever may change a configuration.
 */
export interface DeclaredAccess {
  /** ARNs, each sorted and once. */
  readonly roles: readonly string[];
  readonly parameters: readonly string[];
  readonly secrets: readonly string[];
  readonly keys: readonly string[];
  readonly imageRepositories: readonly string[];
  /** Names of log groups other than Lambda's own. */
  readonly logGroups: readonly string[];
  readonly hasFileSystems: boolean;
}

/** Where our roles and policies are: not under `rolePath`, where the deploy role may change what it likes. */
export const accessPath = '/lambda-bootstrap/';

/** `SERVICE-STAGE-plan`, and so on. */
export const accessName = (
  { service, stage }: Pick<AccessPlace, 'service' | 'stage'>,
  kind: 'boundary' | 'deploy' | 'plan',
): string => `${service}-${stage}-${kind}`;

/** ARN of the boundary that is made where the stage names none. */
export const ownBoundaryArn = (
  place: Pick<AccessPlace, 'partition' | 'account' | 'service' | 'stage'>,
): string =>
  `arn:${place.partition}:iam::${place.account}:policy${accessPath}${accessName(place, 'boundary')}`;
