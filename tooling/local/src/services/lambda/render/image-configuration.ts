import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionSettings } from '../settings/function-settings.ts';

/** What a container image's settings are overridden with. */
export function showImage({
  image,
}: FunctionSettings): Pick<FunctionConfiguration, 'ImageConfigResponse'> {
  if (image === undefined) return {};
  const { entryPoint, command, workingDirectory } = image;
  return {
    ImageConfigResponse: {
      ImageConfig: {
        ...(entryPoint && { EntryPoint: [...entryPoint] }),
        ...(command && { Command: [...command] }),
        ...(workingDirectory !== undefined && { WorkingDirectory: workingDirectory }),
      },
    },
  };
}
