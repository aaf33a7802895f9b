import {
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { zipFiles } from '@tooling/bundle';
import type { TestStage } from './stage.ts';

/** What somebody does in the console: other code, published, and live moved to it. */
export async function replaceCodeByHand({ lambda }: TestStage, name: string): Promise<void> {
  const contents = new TextEncoder().encode("exports.handler = async () => 'by hand';");
  const ZipFile = zipFiles([{ path: 'index.js', contents }]);
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile }));
  const { Version } = await lambda.send(new PublishVersionCommand({ FunctionName: name }));
  await lambda.send(
    new UpdateAliasCommand({ FunctionName: name, Name: 'live', FunctionVersion: Version }),
  );
}

/** Sets environment variables on $LATEST as another tool would. */
export async function setEnvironment(
  { lambda }: TestStage,
  name: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: name,
      Environment: { Variables: { ...variables } },
    }),
  );
}
