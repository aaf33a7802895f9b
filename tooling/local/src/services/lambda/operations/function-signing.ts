import type {
  DeleteFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigResponse,
  PutFunctionCodeSigningConfigRequest,
  PutFunctionCodeSigningConfigResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { signingConfigNotFound } from '../lambda-errors.ts';
import { signingConfigId } from '../signing/check-signature.ts';
import { checkUnqualified } from './check-modifiable.ts';
import { existing, given, referenceOf, type LambdaWorld } from './lambda-world.ts';

/** Which code signing configuration a function has: it counts at the next deployment of code. */
export const functionSigningOperations = (world: LambdaWorld) => ({
  async PutFunctionCodeSigningConfig(
    input: PutFunctionCodeSigningConfigRequest,
    context: RequestContext,
  ): Promise<PutFunctionCodeSigningConfigResponse> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const codeSigningConfigArn = given(input.CodeSigningConfigArn);
    if (world.signingConfigs.get(signingConfigId(codeSigningConfigArn)) === undefined) {
      throw signingConfigNotFound(codeSigningConfigArn);
    }
    return await world.store.change(reference.name, (before) => ({
      document: { ...existing(before, reference, context), codeSigningConfigArn },
      result: { CodeSigningConfigArn: codeSigningConfigArn, FunctionName: reference.name },
    }));
  },

  /** Nothing at all for a function without one. */
  async GetFunctionCodeSigningConfig(
    input: GetFunctionCodeSigningConfigRequest,
    context: RequestContext,
  ): Promise<Partial<GetFunctionCodeSigningConfigResponse>> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const document = existing(world.store.get(reference.name), reference, context);
    const { codeSigningConfigArn } = document;
    if (codeSigningConfigArn === undefined) return {};
    return { CodeSigningConfigArn: codeSigningConfigArn, FunctionName: document.name };
  },

  async DeleteFunctionCodeSigningConfig(
    input: DeleteFunctionCodeSigningConfigRequest,
    context: RequestContext,
  ): Promise<object> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    await world.store.change(reference.name, (before) => {
      const { codeSigningConfigArn: _removed, ...document } = existing(before, reference, context);
      return { document, result: undefined };
    });
    return {};
  },
});
