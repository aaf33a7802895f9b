import type {
  GetFunctionUrlConfigRequest,
  ListFunctionUrlConfigsRequest,
  ListFunctionUrlConfigsResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { notFound } from '../lambda-errors.ts';
import { referenceOf, type LambdaWorld } from './lambda-world.ts';

/** Reads of what cannot be created here: there is none, and that is the truth. */
export const emptyListOperations = (world: LambdaWorld) => ({
  async ListFunctionUrlConfigs(
    input: ListFunctionUrlConfigsRequest,
    context: RequestContext,
  ): Promise<ListFunctionUrlConfigsResponse> {
    const { name } = referenceOf(input, context);
    if (world.store.get(name) === undefined) throw notFound('Function does not exist');
    return { FunctionUrlConfigs: [] };
  },

  /** Whether the function is missing or its URL: the answer is the same. */
  async GetFunctionUrlConfig(
    input: GetFunctionUrlConfigRequest,
    context: RequestContext,
  ): Promise<never> {
    referenceOf(input, context);
    throw notFound('The resource you requested does not exist.');
  },
});
