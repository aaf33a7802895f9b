import type {
  GetFunctionRecursionConfigRequest,
  GetFunctionRecursionConfigResponse,
  PutFunctionRecursionConfigRequest,
  PutFunctionRecursionConfigResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { checkUnqualified } from './check-modifiable.ts';
import { existing, given, referenceOf, type LambdaWorld } from './lambda-world.ts';

/** What Lambda does when it sees a function call itself through others. */
export const recursionOperations = (world: LambdaWorld) => ({
  async PutFunctionRecursionConfig(
    input: PutFunctionRecursionConfigRequest,
    context: RequestContext,
  ): Promise<PutFunctionRecursionConfigResponse> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const recursiveLoop = given(input.RecursiveLoop);
    return await world.store.change(reference.name, (before) => ({
      document: { ...existing(before, reference, context), recursiveLoop },
      result: { RecursiveLoop: recursiveLoop },
    }));
  },

  async GetFunctionRecursionConfig(
    input: GetFunctionRecursionConfigRequest,
    context: RequestContext,
  ): Promise<GetFunctionRecursionConfigResponse> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    const document = existing(world.store.get(reference.name), reference, context);
    return { RecursiveLoop: document.recursiveLoop ?? 'Terminate' };
  },
});
