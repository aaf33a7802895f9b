import type {
  FunctionConfiguration,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { updateLatest } from '../document/change-function.ts';
import { publishVersion } from '../document/publish-version.ts';
import { packageTypeOf } from '../code/package-type.ts';
import { checkUnzippedSize } from '../layers/check-unzipped-size.ts';
import { findLayers } from '../layers/find-layers.ts';
import { checkRuntime, checkSettings } from '../settings/check-settings.ts';
import { checkPackageType, checkUpdatedCode } from '../settings/check-package-type.ts';
import { mergeSettings } from '../settings/merge-settings.ts';
import { checkSignature } from '../signing/check-signature.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { checkModifiable, checkRevision, checkUnqualified } from './check-modifiable.ts';
import { checkRole, checkRolePermissions } from './check-role.ts';
import { existing, referenceOf, show, type LambdaWorld } from './lambda-world.ts';
import { storeCode } from './store-code.ts';

export const updateFunctionOperations = (world: LambdaWorld) => ({
  async UpdateFunctionConfiguration(
    input: UpdateFunctionConfigurationRequest,
    context: RequestContext,
  ): Promise<FunctionConfiguration> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    refuseUnimplemented('UpdateFunctionConfiguration', {
      CapacityProviderConfig: input.CapacityProviderConfig,
      DurableConfig: input.DurableConfig,
    });
    return await world.store.change(reference.name, async (before) => {
      const function_ = existing(before, reference, context);
      const { code } = function_.latest;
      checkPackageType(input, packageTypeOf(code));
      const layers = input.Layers && findLayers(input.Layers, world.layers, context);
      for (const { arn } of layers ?? []) {
        checkSignature(function_.codeSigningConfigArn, arn, world.signingConfigs);
      }
      const settings = mergeSettings(function_.latest.settings, input, layers);
      checkSettings(input, settings, { before: 'update', nowMs: context.now().getTime() });
      checkUnzippedSize(code, settings.layers);
      checkModifiable(function_, context);
      checkRevision(input.RevisionId, function_.latest.revisionId);
      if (input.Role !== undefined) await checkRole(world.roles, input.Role, context.accountId);
      if (input.Role ?? input.VpcConfig ?? input.DeadLetterConfig) {
        await checkRolePermissions(world.roles, settings);
      }
      const document = updateLatest(function_, { settings }, world.moment());
      return { document, result: show(world, context, { document, number: '$LATEST' }) };
    });
  },

  async UpdateFunctionCode(
    input: UpdateFunctionCodeRequest,
    context: RequestContext,
  ): Promise<FunctionConfiguration> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const { Publish, DryRun, RevisionId, Architectures } = input;
    refuseUnimplemented('UpdateFunctionCode', unimplementedOf(input));
    const current = existing(world.store.get(reference.name), reference, context);
    checkUpdatedCode(input, packageTypeOf(current.latest.code));
    checkSignature(current.codeSigningConfigArn, reference.name, world.signingConfigs);
    const code = await storeCode(input, world);

    return await world.store.change(reference.name, (before) => {
      const function_ = existing(before, reference, context);
      const architecture = Architectures?.[0] ?? function_.latest.settings.architecture;
      const settings = { ...function_.latest.settings, architecture };
      const { runtime } = settings;
      if (runtime !== undefined) checkRuntime(runtime, 'update', context.now().getTime());
      checkUnzippedSize(code, settings.layers);
      checkModifiable(function_, context);
      checkRevision(RevisionId, function_.latest.revisionId);
      if (DryRun) {
        const checked = { ...function_, latest: { ...function_.latest, settings, code } };
        return {
          document: function_,
          result: show(world, context, { document: checked, number: '$LATEST' }),
        };
      }
      const updated = updateLatest(function_, { settings, code }, world.moment());
      if (!Publish) {
        const shown = { document: updated, number: '$LATEST' };
        return { document: updated, result: show(world, context, shown) };
      }
      const { document, number } = publishVersion(updated, undefined, world.moment());
      return { document, result: show(world, context, { document, number, qualifier: number }) };
    });
  },
});

function unimplementedOf(input: UpdateFunctionCodeRequest): Record<string, unknown> {
  const { S3ObjectStorageMode, PublishTo } = input;
  return {
    S3ObjectStorageMode: S3ObjectStorageMode === 'COPY' ? undefined : S3ObjectStorageMode,
    PublishTo,
  };
}
