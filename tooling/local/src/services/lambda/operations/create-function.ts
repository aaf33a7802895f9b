import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { createFunction } from '../document/change-function.ts';
import { publishVersion } from '../document/publish-version.ts';
import { conflict, invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import { checkUnzippedSize } from '../layers/check-unzipped-size.ts';
import { checkSignature } from '../signing/check-signature.ts';
import { newSettings } from '../settings/new-settings.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import { checkUnqualified } from './check-modifiable.ts';
import { checkRole, checkRolePermissions } from './check-role.ts';
import { checkTagCount, checkTags } from './tags.ts';
import { referenceOf, show, type LambdaWorld } from './lambda-world.ts';
import { storeCode, type CodeSource } from './store-code.ts';

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
    const settings = newSettings(input, name, world.layers, context);
    checkTags(input.Tags ?? {});
    checkTagCount(input.Tags ?? {});
    refuseExisting(world, name);
    await checkRole(world.roles, settings.role, context.accountId);
    await checkRolePermissions(world.roles, settings);
    checkSignature(input.CodeSigningConfigArn, name, world.signingConfigs);
    const code = await storeCode(codeOf(input), world);
    checkUnzippedSize(code, settings.layers);

    return await world.store.change(name, (before) => {
      // Somebody else may have created it since.
      if (before !== undefined) refuseExisting(world, name);
      const lastVersion = world.store.lastVersionOf(name);
      const tags = input.Tags ?? {};
      const { CodeSigningConfigArn: codeSigningConfigArn } = input;
      const given = { name, settings, code, tags, lastVersion, codeSigningConfigArn };
      const created = createFunction(given, world.moment());
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

/** Of an image only its URI counts, of everything else anything but that. */
function codeOf({ Code = {}, PackageType }: CreateFunctionRequest): CodeSource {
  const { ImageUri, ...zip } = Code;
  if (PackageType !== 'Image') return zip;
  return ImageUri === undefined ? {} : { ImageUri };
}

function unimplementedOf(input: CreateFunctionRequest): Record<string, unknown> {
  const { S3ObjectStorageMode } = input.Code ?? {};
  return {
    S3ObjectStorageMode: S3ObjectStorageMode === 'COPY' ? undefined : S3ObjectStorageMode,
    PublishTo: input.PublishTo,
    TenancyConfig: input.TenancyConfig,
    CapacityProviderConfig: input.CapacityProviderConfig,
    DurableConfig: input.DurableConfig,
  };
}
