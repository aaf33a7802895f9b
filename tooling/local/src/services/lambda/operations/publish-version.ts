import type { FunctionConfiguration, PublishVersionRequest } from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { codeSha256 } from '../code/code-sha256.ts';
import { publishVersion } from '../document/publish-version.ts';
import { invalidParameter } from '../lambda-errors.ts';
import { refuseUnimplemented } from '../settings/refuse-unimplemented.ts';
import {
  checkModifiable,
  checkRevision,
  checkUnqualified,
  failedConflict,
} from './check-modifiable.ts';
import { existing, referenceOf, show, type LambdaWorld } from './lambda-world.ts';

export const publishVersionOperations = (world: LambdaWorld) => ({
  async PublishVersion(
    input: PublishVersionRequest,
    context: RequestContext,
  ): Promise<FunctionConfiguration> {
    const reference = referenceOf(input, context);
    checkUnqualified(reference);
    refuseUnimplemented('PublishVersion', { PublishTo: input.PublishTo });
    return await world.store.change(reference.name, (before) => {
      const function_ = existing(before, reference, context);
      checkModifiable(function_, context);
      if (function_.latest.failure !== undefined) throw failedConflict();
      checkCode(input.CodeSha256, codeSha256(function_.latest.code));
      checkRevision(input.RevisionId, function_.latest.revisionId);
      const description = input.Description;
      const { document, number } = publishVersion(function_, description, world.moment());
      return { document, result: show(world, context, { document, number, qualifier: number }) };
    });
  },
});

/** The guard against publishing code that somebody else has uploaded in the meantime. */
function checkCode(wanted: string | undefined, current: string): void {
  if (wanted === undefined || wanted === current) return;
  throw invalidParameter(
    `CodeSHA256 (${wanted}) is different from current CodeSHA256 in $LATEST (${current}). Please try again with the CodeSHA256 in $LATEST.`,
  );
}
