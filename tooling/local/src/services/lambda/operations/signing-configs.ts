import { createHash } from 'node:crypto';
import type {
  CreateCodeSigningConfigRequest,
  CreateCodeSigningConfigResponse,
  DeleteCodeSigningConfigRequest,
  GetCodeSigningConfigRequest,
  GetCodeSigningConfigResponse,
  ListCodeSigningConfigsRequest,
  ListCodeSigningConfigsResponse,
  ListFunctionsByCodeSigningConfigRequest,
  ListFunctionsByCodeSigningConfigResponse,
  UpdateCodeSigningConfigRequest,
  UpdateCodeSigningConfigResponse,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../aws-error.ts';
import type { RequestContext } from '../../../service.ts';
import { conflict } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { showSigningConfig } from '../render/signing-config.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { signingConfigId } from '../signing/check-signature.ts';
import type { SigningConfig } from '../signing/signing-config-store.ts';
import { given, type LambdaWorld } from './lambda-world.ts';
import { pageOf } from './page-of.ts';

export const signingConfigOperations = (world: LambdaWorld) => ({
  async CreateCodeSigningConfig(
    input: CreateCodeSigningConfigRequest,
    context: RequestContext,
  ): Promise<CreateCodeSigningConfigResponse> {
    refuseUnimplemented('CreateCodeSigningConfig', { Tags: input.Tags });
    const { nowMs, newId } = world.moment();
    const digest = createHash('sha256').update(newId()).digest('hex');
    const config: SigningConfig = {
      id: `csc-${digest.slice(0, 17)}`,
      description: input.Description ?? '',
      signingProfileVersionArns: given(input.AllowedPublishers?.SigningProfileVersionArns),
      untrustedArtifactOnDeployment:
        input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? 'Warn',
      lastModifiedMs: nowMs,
    };
    await world.signingConfigs.put(config);
    return { CodeSigningConfig: showSigningConfig(config, context) };
  },

  async GetCodeSigningConfig(
    input: GetCodeSigningConfigRequest,
    context: RequestContext,
  ): Promise<GetCodeSigningConfigResponse> {
    const config = find(world, given(input.CodeSigningConfigArn));
    return { CodeSigningConfig: showSigningConfig(config, context) };
  },

  async UpdateCodeSigningConfig(
    input: UpdateCodeSigningConfigRequest,
    context: RequestContext,
  ): Promise<UpdateCodeSigningConfigResponse> {
    const before = find(world, given(input.CodeSigningConfigArn));
    const { Description, AllowedPublishers, CodeSigningPolicies } = input;
    const after: SigningConfig = {
      ...before,
      description: Description ?? before.description,
      signingProfileVersionArns:
        AllowedPublishers?.SigningProfileVersionArns ?? before.signingProfileVersionArns,
      untrustedArtifactOnDeployment:
        CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? before.untrustedArtifactOnDeployment,
      lastModifiedMs: world.moment().nowMs,
    };
    await world.signingConfigs.put(after);
    return { CodeSigningConfig: showSigningConfig(after, context) };
  },

  /** That AWS refuses it while functions have it is documented, its words are not recorded. */
  async DeleteCodeSigningConfig(input: DeleteCodeSigningConfigRequest): Promise<object> {
    const arn = given(input.CodeSigningConfigArn);
    const { id } = find(world, arn);
    if (functionsWith(world, arn).length > 0) {
      throw conflict(`The code signing configuration ${arn} is in use by functions.`);
    }
    await world.signingConfigs.delete(id);
    return {};
  },

  async ListCodeSigningConfigs(
    input: ListCodeSigningConfigsRequest,
    context: RequestContext,
  ): Promise<ListCodeSigningConfigsResponse> {
    const { items, NextMarker } = pageOf(world.signingConfigs.list(), ({ id }) => id, input);
    const CodeSigningConfigs = items.map((config) => showSigningConfig(config, context));
    return { CodeSigningConfigs, NextMarker };
  },

  async ListFunctionsByCodeSigningConfig(
    input: ListFunctionsByCodeSigningConfigRequest,
    context: RequestContext,
  ): Promise<ListFunctionsByCodeSigningConfigResponse> {
    const arn = given(input.CodeSigningConfigArn);
    find(world, arn);
    const { items, NextMarker } = pageOf(functionsWith(world, arn), (name) => name, input);
    return { FunctionArns: items.map((name) => functionArn(context, name)), NextMarker };
  },
});

/** @throws AwsError 404, without a Type, as recorded. */
function find(world: LambdaWorld, arn: string): SigningConfig {
  const config = world.signingConfigs.get(signingConfigId(arn));
  if (config !== undefined) return config;
  const message = `The Lambda code signing configuration ${arn} can not be found.`;
  throw new AwsError(404, 'ResourceNotFoundException', message);
}

function functionsWith({ store }: LambdaWorld, arn: string): readonly string[] {
  return store
    .list()
    .filter(({ codeSigningConfigArn }) => codeSigningConfigArn === arn)
    .map(({ name }) => name);
}
