import type { ImageConfig } from '@aws-sdk/client-lambda';
import type { ImageSettings } from './function-settings.ts';

/** It is replaced as a whole, and taken away by an empty one. */
export function mergeImage(
  before: ImageSettings | undefined,
  input: ImageConfig | undefined,
): ImageSettings | undefined {
  if (input === undefined) return before;
  const { EntryPoint, Command, WorkingDirectory } = input;
  const after = {
    ...(EntryPoint && { entryPoint: EntryPoint }),
    ...(Command && { command: Command }),
    ...(WorkingDirectory && { workingDirectory: WorkingDirectory }),
  };
  return Object.keys(after).length > 0 ? after : undefined;
}
