import type { DeployConfig, Stage } from '../config/deploy-config.ts';
import { UserError } from '../errors/user-error.ts';
import { findStage, localStage } from '../find-stage.ts';
import { ownershipTagKeys } from '../ownership.ts';
import { partitionOf } from '../preflight/partition-of.ts';
import type { WantedFunction } from '../wanted-function.ts';
import { accessName, accessPath, ownBoundaryArn, type AccessPlace } from './access-place.ts';
import { documentOf, type PolicyDocument } from './access-statement.ts';
import { boundaryPolicy } from './boundary-policy.ts';
import { declaredAccess } from './declared-access.ts';
import { readStatements } from './read-statements.ts';
import { subjectOf, type Repository } from './repository.ts';
import { providerArnOf, tokenAudience, tokenIssuer, trustPolicy } from './trust-policy.ts';
import { writeStatements } from './write-statements.ts';

/** Who gets in, and to which stage. */
export interface AccessRequest {
  readonly deployConfig: DeployConfig;
  readonly stage: Stage;
  readonly repository: Repository;
  /** Of GitHub. */
  readonly environment: string;
  /** Whose jobs may look, besides those of pull requests. */
  readonly branch: string;
  readonly wanted: readonly WantedFunction[];
}

/** A role as it shall be. */
export interface AccessRole {
  readonly kind: 'deploy' | 'plan';
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly description: string;
  readonly trust: PolicyDocument;
  /** Of tokens. */
  readonly subjects: readonly string[];
  /** Inline policies by name. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
}

/** All that an account has to have before a pipeline may deploy to it. */
export interface WantedAccess {
  readonly place: AccessPlace;
  readonly tags: Readonly<Record<string, string>>;
  readonly provider: {
    readonly arn: string;
    readonly url: string;
    readonly audience: string;
  };
  /** Absent where the stage names a boundary of somebody else's. */
  readonly boundary?: AccessBoundary | undefined;
  readonly roles: readonly AccessRole[];
}

export interface AccessBoundary {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly document: PolicyDocument;
}

/**
 * Works out what an account has to have.
 *
 * @throws UserError USAGE for a stage without an account, and the local one
 */
export function wantAccess(request: AccessRequest): WantedAccess {
  const { stage, repository, environment, branch, deployConfig } = request;
  const place = placeOf(request);
  const provider = providerArnOf(place);
  const subjects = {
    plan: ['pull_request', `ref:refs/heads/${branch}`].map((rest) => subjectOf(repository, rest)),
    deploy: [subjectOf(repository, `environment:${environment}`)],
  };
  const read = documentOf(readStatements(place));
  const roleOf = (
    kind: AccessRole['kind'],
    description: string,
    policies: AccessRole['policies'],
  ): AccessRole => {
    const name = checkLength(accessName(place, kind));
    return {
      kind,
      name,
      path: accessPath,
      arn: `arn:${place.partition}:iam::${place.account}:role${accessPath}${name}`,
      description,
      trust: trustPolicy(provider, subjects[kind]),
      subjects: subjects[kind],
      policies,
    };
  };
  const who = `${repository.owner}/${repository.name}`;
  return {
    place,
    tags: {
      [ownershipTagKeys.service]: deployConfig.service,
      [ownershipTagKeys.stage]: stage.name,
    },
    provider: { arn: provider, url: `https://${tokenIssuer}`, audience: tokenAudience },
    ...(place.permissionsBoundary === ownBoundaryArn(place) && {
      boundary: {
        arn: place.permissionsBoundary,
        name: accessName(place, 'boundary'),
        path: accessPath,
        document: boundaryPolicy(),
      },
    }),
    roles: [
      roleOf('plan', `Plans of ${who} look at stage ${stage.name} with it`, { read }),
      roleOf('deploy', `Deploys of ${who} to stage ${stage.name}`, {
        read,
        write: documentOf(writeStatements(place)),
      }),
    ],
  };
}

function placeOf({ deployConfig, stage, wanted }: AccessRequest): AccessPlace {
  const { account, region, name, namePrefix, rolePath, codeBucket, httpApi } = stage;
  if (name === localStage) {
    throw new UserError('USAGE', 'the local AWS needs no roles: anybody may deploy to it', {
      hint: 'name a stage of deploy.config.ts with an account: `--stage prod`',
    });
  }
  if (account === undefined) {
    throw new UserError('USAGE', `stage ${name} names no account`, {
      hint: `say \`account\` of stages.${name} in deploy.config.ts: roles are made in one account, and not in whichever the credentials belong to`,
    });
  }
  if (rolePath === '/' && namePrefix === '') {
    throw new UserError(
      'USAGE',
      `stage ${name} has the rolePath / and no namePrefix: whoever deploys could change every role of the account`,
      { hint: 'give the stage a rolePath of its own, such as /lambda-deploy/, or a namePrefix' },
    );
  }
  const base = { partition: partitionOf(region), region, account };
  const own = { ...base, service: deployConfig.service, stage: name };
  return {
    ...own,
    namePrefix,
    rolePath,
    permissionsBoundary: stage.permissionsBoundary ?? ownBoundaryArn(own),
    codeBucket,
    domain: httpApi?.domain?.name,
    hasAccessLog: httpApi?.accessLog !== undefined,
    siblings: siblingsOf(deployConfig, stage),
    declared: declaredAccess(wanted, base),
  };
}

/** Stages that a run with these credentials can read. */
function siblingsOf(deployConfig: DeployConfig, stage: Stage): AccessPlace['siblings'] {
  return Object.keys(deployConfig.stages ?? {})
    .map((name) => findStage(deployConfig, name))
    .filter((one) => one.name !== stage.name && one.account === stage.account)
    .map(({ region, namePrefix }) => ({ region, namePrefix }));
}

/** Of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxRoleName = 64;

function checkLength(name: string): string {
  if (name.length <= maxRoleName) return name;
  throw new UserError(
    'USAGE',
    `the role would be called ${name}, which has ${name.length} characters; IAM takes ${maxRoleName}`,
    { hint: 'shorten `service`, or the name of the stage, in deploy.config.ts' },
  );
}
