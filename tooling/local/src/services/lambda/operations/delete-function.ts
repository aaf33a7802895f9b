import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { aliasesOf, removeVersion } from '../document/publish-version.ts';
import { conflict, functionNotFound, invalidParameter } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { isAliasName, isVersionNumber } from '../names/function-name.ts';
import { referenceOf, type LambdaWorld } from './lambda-world.ts';

export const deleteFunctionOperations = (world: LambdaWorld) => ({
  async DeleteFunction(
    input: DeleteFunctionRequest,
    context: RequestContext,
  ): Promise<DeleteFunctionResponse> {
    const { name, qualifier } = referenceOf(input, context);
    refuseLatestAndAliases(qualifier);
    await world.store.change(name, (before) => {
      // AWS names the function without its qualifier here, whatever was to be deleted.
      if (before === undefined) throw functionNotFound(functionArn(context, name));
      if (qualifier === undefined) return { document: undefined, result: undefined };
      if (!isVersionNumber(qualifier)) throw functionNotFound(functionArn(context, name));
      const aliases = aliasesOf(before, qualifier);
      if (aliases.length > 0) {
        throw conflict(
          `Unable to delete version because the following aliases reference it: [${aliases.join(', ')}]`,
        );
      }
      // A version that is not there is deleted already: measured as 204.
      return { document: removeVersion(before, qualifier), result: undefined };
    });
    await world.executor.retire(name, qualifier);
    // Asynchronous invocations that wait for a turn of what is gone have nothing to wait for.
    world.slots.refresh();
    return { StatusCode: 204 };
  },
});

function refuseLatestAndAliases(qualifier: string | undefined): void {
  if (qualifier === undefined) return;
  if (qualifier === '$LATEST') {
    throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
  }
  if (isAliasName(qualifier)) {
    throw invalidParameter('Deletion of aliases is not currently supported.');
  }
}
