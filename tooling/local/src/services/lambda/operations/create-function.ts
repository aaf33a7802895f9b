import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { createFunction } from '../document/change-function.ts';
import { publishVersion } from '../document/publish-version.ts';
import { conflict, invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { checkSettings } from '../settings/check-settings.ts';
import type { FunctionSettings } from '../settings/function-settings.ts';
import { defaultSettings, mergeSettings } from '../settings/merge-settings.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { checkUnqualified } from './check-modifiable.ts';
import { checkRole } from './check-role.ts';
import { checkTagCount, checkTags } from './tags.ts';
import { given, referenceOf, show, type LambdaWorld } from './lambda-world.ts';
import { storeCode } from './store-code.ts';

export const createFunctionOperations = (world: LambdaWorld) => ({
  async CreateFunction(
    input: CreateFunctionRequest,
    context: RequestContext,
  ): Promise<FunctionConfiguration> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const { name } = reference;
    checkNameLength(name);
    refuseUnimplemented('CreateFunction', unimplementedOf(input));
    const settings = newSettings(input, name, context);
    checkTags(input.Tags ?? {});
    checkTagCount(input.Tags ?? {});
    refuseExisting(world, name);
    await checkRole(world.roles, settings.role, context.accountId);
    const code = await storeCode(input.Code?.ZipFile, world);

    return await world.store.change(name, (before) => {
      // Somebody else may have created it since.
      if (before !== undefined) refuseExisting(world, name);
      const lastVersion = world.store.lastVersionOf(name);
      const tags = input.Tags ?? {};
      const created = createFunction({ name, settings, code, tags, lastVersion }, world.moment());
      const { document, number } = input.Publish
        ? publishVersion(created, undefined, world.moment())
        : { document: created, number: '$LATEST' };
      return { document, result: show(world, context, { document, number }) };
    });
  },
});

function checkNameLength(name: string): void {
  if (name.length <= lambdaLimits.functionNameLength) return;
  throw invalidParameter(
    `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${String(lambdaLimits.functionNameLength)}`,
  );
}

function refuseExisting(world: LambdaWorld, name: string): void {
  if (world.store.get(name) !== undefined) throw conflict(`Function already exist: ${name}`);
}

function newSettings(
  input: CreateFunctionRequest,
  name: string,
  context: RequestContext,
): FunctionSettings {
  if (input.Runtime === undefined || input.Handler === undefined) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  const required = { role: given(input.Role), runtime: input.Runtime, handler: input.Handler };
  const defaults = { ...defaultSettings(name), ...required };
  const settings = {
    ...mergeSettings(defaults, input),
    architecture: input.Architectures?.[0] ?? defaults.architecture,
  };
  const nowMs = context.now().getTime();
  checkSettings(input, settings, { before: 'create', nowMs, region: context.region });
  return settings;
}

function unimplementedOf(input: CreateFunctionRequest): Record<string, unknown> {
  const { ZipFile: _implemented, ...otherCode } = input.Code ?? {};
  return {
    ...otherCode,
    PackageType: input.PackageType === 'Zip' ? undefined : input.PackageType,
    PublishTo: input.PublishTo,
    VpcConfig: input.VpcConfig,
    FileSystemConfigs: input.FileSystemConfigs,
    CodeSigningConfigArn: input.CodeSigningConfigArn,
    ImageConfig: input.ImageConfig,
    TenancyConfig: input.TenancyConfig,
    CapacityProviderConfig: input.CapacityProviderConfig,
    DurableConfig: input.DurableConfig,
  };
}
