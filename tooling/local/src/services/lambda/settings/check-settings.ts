import { invalidParameter } from '../lambda-errors.ts';
import { lambdaLimits } from '../lambda-limits.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { SettingsInput } from './merge-settings.ts';
import { reservedEnvironment } from './reserved-environment.ts';
import { retiredRuntimes, runtimeEnds, runtimes, takesSnapStart } from './runtimes.ts';

export interface SettingsCheck {
  readonly before: 'create' | 'update';
  readonly nowMs: number;
}

/**
 * What Lambda refuses although its model allows it: the model also covers kinds of functions with
 * other limits, and runtimes that come and go.
 *
 * @param settings Those that the request would result in.
 * @throws AwsError
 */
export function checkSettings(
  input: SettingsInput,
  settings: FunctionSettings,
  { before, nowMs }: SettingsCheck,
): void {
  const { runtime } = settings;
  if (runtime !== undefined) checkRuntime(runtime, before, nowMs);
  atMost('timeout', input.Timeout, lambdaLimits.timeoutSeconds);
  atMost('memorySize', input.MemorySize, lambdaLimits.memorySizeMb);
  if (input.Environment !== undefined) checkEnvironment(settings.environment ?? {});
  if (settings.snapStartApplyOn === 'None' || runtime === undefined) return;
  if (!takesSnapStart(runtime)) {
    throw invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`);
  }
}

export function checkRuntime(runtime: string, before: 'create' | 'update', nowMs: number): void {
  const end = runtimeEnds[runtime]?.[before];
  if (retiredRuntimes.has(runtime) || (end !== undefined && nowMs >= Date.parse(end))) {
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  if (!(runtimes as readonly string[]).includes(runtime)) {
    throw invalidParameter(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${runtimes.join(', ')}] or be a valid ARN`,
    );
  }
}

function checkEnvironment(environment: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(environment).filter((key) => reservedEnvironment.has(key));
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const measured = JSON.stringify(environment);
  if (Buffer.byteLength(measured) > lambdaLimits.environmentBytes) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`,
    );
  }
}

function atMost(member: string, value: number | undefined, limit: number): void {
  if (value === undefined || value <= limit) return;
  throw invalidParameter(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: Member must have value less than or equal to ${String(limit)}`,
  );
}
