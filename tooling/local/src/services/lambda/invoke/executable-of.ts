import { AwsError } from '../../../aws-error.ts';
import type { ExecutableFunction } from '../../../execution/executor.ts';
import type { FunctionDocument } from '../document/function-document.ts';
import { servingSnapshot } from '../document/settle-function.ts';
import { versionOf } from '../render/function-configuration.ts';

/** What the executor needs to know of a version to run it. */
export function executableOf(document: FunctionDocument, number: string): ExecutableFunction {
  const { settings, code, executionRevision } = servingSnapshot(versionOf(document, number));
  const { runtime, handler } = settings;
  if (runtime === undefined || handler === undefined) {
    throw new AwsError(
      501,
      'NotImplemented',
      'The local AWS runs Node.js functions only, no container images',
    );
  }
  if (!runtime.startsWith('nodejs')) {
    throw new AwsError(
      501,
      'NotImplemented',
      `The local AWS runs Node.js functions only, not ${runtime}`,
    );
  }
  return {
    functionName: document.name,
    version: number,
    revision: executionRevision,
    codeSha256Hex: code.sha256Hex,
    layerSha256Hexes: (settings.layers ?? []).map(({ sha256Hex }) => sha256Hex),
    runtime,
    handler,
    memorySizeMb: settings.memorySize,
    timeoutSeconds: settings.timeout,
    environment: settings.environment ?? {},
    logGroup: settings.logging.logGroup,
    logFormat: settings.logging.logFormat,
    applicationLogLevel: settings.logging.applicationLogLevel,
    systemLogLevel: settings.logging.systemLogLevel,
    tracingMode: settings.tracingMode,
  };
}
