import type {
  ListEventSourceMappingsRequest,
  ListEventSourceMappingsResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { referenceOf } from './lambda-world.ts';

/** Reads of what cannot be created here: there is none, and that is the truth. */
export const emptyListOperations = () => ({
  async ListEventSourceMappings(
    input: ListEventSourceMappingsRequest,
    context: RequestContext,
  ): Promise<ListEventSourceMappingsResponse> {
    if (input.FunctionName !== undefined) referenceOf(input, context);
    return { EventSourceMappings: [] };
  },
});
