import type {
  FunctionConfiguration,
  UpdateFunctionCodeRequest,
  UpdateFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { updateLatest } from '../document/change-function.ts';
import { publishVersion } from '../document/publish-version.ts';
import { checkRuntime, checkSettings } from '../settings/check-settings.ts';
import { mergeSettings } from '../settings/merge-settings.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { checkModifiable, checkRevision, checkUnqualified } from './check-modifiable.ts';
import { checkRole } from './check-role.ts';
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
      VpcConfig: input.VpcConfig,
      FileSystemConfigs: input.FileSystemConfigs,
      ImageConfig: input.ImageConfig,
      CapacityProviderConfig: input.CapacityProviderConfig,
      DurableConfig: input.DurableConfig,
    });
    return await world.store.change(reference.name, async (before) => {
      const function_ = existing(before, reference, context);
      const settings = mergeSettings(function_.latest.settings, input);
      const nowMs = context.now().getTime();
      checkSettings(input, settings, { before: 'update', nowMs, region: context.region });
      checkModifiable(function_, context);
      checkRevision(input.RevisionId, function_.latest.revisionId);
      if (input.Role !== undefined) await checkRole(world.roles, input.Role, context.accountId);
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
    const { FunctionName, ZipFile, Publish, DryRun, RevisionId, Architectures, ...others } = input;
    refuseUnimplemented('UpdateFunctionCode', others);
    existing(world.store.get(reference.name), reference, context);
    const code = await storeCode(ZipFile, world);

    return await world.store.change(reference.name, (before) => {
      const function_ = existing(before, reference, context);
      const architecture = Architectures?.[0] ?? function_.latest.settings.architecture;
      const settings = { ...function_.latest.settings, architecture };
      checkRuntime(settings.runtime, 'update', context.now().getTime());
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
