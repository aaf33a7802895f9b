import {
  DeleteAliasCommand,
  DeleteFunctionCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { replaceCodeByHand, setEnvironment } from '../by-hand.ts';
import type { TestStage } from '../stage.ts';
import type { ByHand } from './arbitraries.ts';

async function act(stage: TestStage, { name: FunctionName, does }: ByHand): Promise<void> {
  const { lambda } = stage;
  switch (does) {
    case 'delete':
      await lambda.send(new DeleteFunctionCommand({ FunctionName }));
      return;
    case 'delete-alias':
      await lambda.send(new DeleteAliasCommand({ FunctionName, Name: 'live' }));
      return;
    case 'code':
      await replaceCodeByHand(stage, FunctionName);
      return;
    case 'environment':
      await setEnvironment(stage, FunctionName, { BY_HAND: 'yes' });
      return;
    case 'publish':
      await setEnvironment(stage, FunctionName, { BY_HAND: 'published' });
      await lambda.send(new PublishVersionCommand({ FunctionName }));
      return;
    case 'move-live-back':
      await lambda.send(
        new UpdateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }),
      );
  }
}

/** Does something by hand; where there is nothing to do it to, nothing is done. */
export async function doByHand(stage: TestStage, intervention: ByHand): Promise<void> {
  try {
    await act(stage, intervention);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
  }
}
