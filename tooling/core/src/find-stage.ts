import type { DeployConfig, Stage } from './config/deploy-config.ts';
import { UserError } from './errors/user-error.ts';
import { suggest } from './suggest.ts';

type StageDeclaration = NonNullable<DeployConfig['stages']>[string];

/** The stage of the local AWS, there without being declared. */
export const localStage = 'local';

const localDefaults: StageDeclaration = { account: '000000000000', region: 'us-east-1' };

const localIfNamed = (name: string) => (name === localStage ? localDefaults : undefined);

/**
 * One stage by its name, with every default filled in.
 *
 * @throws UserError UNKNOWN_STAGE with the nearest name
 */
export function findStage(deployConfig: DeployConfig, name: string): Stage {
  const stages = deployConfig.stages ?? {};
  const declared = Object.hasOwn(stages, name) ? stages[name] : localIfNamed(name);
  if (declared === undefined) {
    const names = [...new Set([localStage, ...Object.keys(stages)])];
    throw new UserError('UNKNOWN_STAGE', `there is no stage "${name}"`, {
      hint: suggest(name, names, 'stages are declared in deploy.config.ts'),
    });
  }
  const { account, region, profile, namePrefix, rolePath, versionsToKeep } = declared;
  const { permissionsBoundary, codeBucket } = declared;
  const httpApi = { ...deployConfig.httpApi, ...declared.httpApi };
  return {
    name,
    account,
    region,
    ...(profile !== undefined && { profile }),
    namePrefix: namePrefix ?? '',
    rolePath: rolePath ?? defaultRolePath,
    versionsToKeep: versionsToKeep ?? deployConfig.versionsToKeep ?? defaultVersionsToKeep,
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    ...(codeBucket !== undefined && { codeBucket }),
    ...(Object.keys(httpApi).length > 0 && { httpApi }),
  };
}

const defaultRolePath = '/lambda-deploy/';
const defaultVersionsToKeep = 10;
