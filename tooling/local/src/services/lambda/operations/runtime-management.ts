import type {
  GetRuntimeManagementConfigRequest,
  GetRuntimeManagementConfigResponse,
  PutRuntimeManagementConfigRequest,
  PutRuntimeManagementConfigResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { own } from '../document/own.ts';
import { functionNotFound, invalidParameter } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import type { FunctionReference } from '../names/function-name.ts';
import { existing, given, referenceOf, type LambdaWorld } from './lambda-world.ts';

/** When a version's runtime is updated. It is the version's own: publishing does not pass it on. */
export const runtimeManagementOperations = (world: LambdaWorld) => ({
  async PutRuntimeManagementConfig(
    input: PutRuntimeManagementConfigRequest,
    context: RequestContext,
  ): Promise<PutRuntimeManagementConfigResponse> {
    const { name, qualifier } = referenceOf(input, context);
    const updateRuntimeOn = given(input.UpdateRuntimeOn);
    checkRuntimeVersion(input);
    return await world.store.change(name, (before) => {
      const { document, number } = versionOf(before, { name, qualifier }, context);
      const { RuntimeVersionArn: runtimeVersionArn } = input;
      const config = { updateRuntimeOn, ...(runtimeVersionArn && { runtimeVersionArn }) };
      const runtimeManagement = { ...document.runtimeManagement, [number]: config };
      const result = {
        FunctionArn: functionArn(context, name, number),
        UpdateRuntimeOn: updateRuntimeOn,
        RuntimeVersionArn: runtimeVersionArn,
      };
      return { document: { ...document, runtimeManagement }, result };
    });
  },

  async GetRuntimeManagementConfig(
    input: GetRuntimeManagementConfigRequest,
    context: RequestContext,
  ): Promise<GetRuntimeManagementConfigResponse> {
    const reference = referenceOf(input, context);
    const { document, number } = versionOf(world.store.get(reference.name), reference, context);
    const config = own(document.runtimeManagement, number);
    return {
      FunctionArn: functionArn(context, document.name, number),
      UpdateRuntimeOn: config?.updateRuntimeOn ?? 'Auto',
      RuntimeVersionArn: config?.runtimeVersionArn,
    };
  },
});

/** That AWS refuses both is documented, its words are not recorded. */
function checkRuntimeVersion(input: PutRuntimeManagementConfigRequest): void {
  const { UpdateRuntimeOn, RuntimeVersionArn } = input;
  if (UpdateRuntimeOn === 'Manual' && !RuntimeVersionArn) {
    throw invalidParameter('RuntimeVersionArn must be provided when UpdateRuntimeOn is Manual.');
  }
  if (UpdateRuntimeOn !== 'Manual' && RuntimeVersionArn) {
    throw invalidParameter('RuntimeVersionArn is allowed only when UpdateRuntimeOn is Manual.');
  }
}

/** @throws AwsError 404 for what is no version: an alias has no runtime of its own. */
function versionOf(
  document: FunctionDocument | undefined,
  reference: FunctionReference,
  context: RequestContext,
): { readonly document: FunctionDocument; readonly number: string } {
  const found = existing(document, reference, context);
  const number = reference.qualifier ?? '$LATEST';
  if (number === '$LATEST' || Object.hasOwn(found.versions, number)) {
    return { document: found, number };
  }
  throw functionNotFound(functionArn(context, reference.name, number));
}
