import { createHash } from 'node:crypto';
import type { Architecture, FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import type { FunctionDocument, VersionDocument } from '../document/function-document.ts';
import { isIdle, statesOf } from '../document/function-states.ts';
import type { LoggingSettings } from '../settings/function-settings.ts';
import { functionArn } from '../names/function-arn.ts';
import type { Home } from '../names/function-name.ts';
import { own } from '../document/own.ts';
import { codeSha256 } from '../code/code-sha256.ts';
import { packageTypeOf } from '../code/package-type.ts';
import { showImage } from './image-configuration.ts';
import { showNetwork } from './network-configuration.ts';

export interface Shown {
  readonly document: FunctionDocument;
  /** `$LATEST` or a number. */
  readonly number: string;
  /** How the ARN ends: as the caller named the version, or not at all. */
  readonly qualifier?: string | undefined;
}

/** Whether an idle function is to be shown as Inactive, and when it is now. */
export interface Showing {
  readonly home: Home;
  readonly nowMs: number;
  readonly inactiveAfterMs: number | undefined;
}

/** A version as GetFunctionConfiguration and every request that changes it answer. */
export function showConfiguration(shown: Shown, showing: Showing): FunctionConfiguration {
  const version = versionOf(shown.document, shown.number);
  const idle = isIdle(shown.document, showing.nowMs, showing.inactiveAfterMs);
  return {
    ...showListed(shown, showing),
    ...statesOf(version, idle),
    ...showRuntimeVersion(version.settings.runtime, showing.home),
  };
}

/** A version as lists show it: without its state. */
export function showListed(
  { document, number, qualifier }: Shown,
  { home }: Pick<Showing, 'home'>,
): FunctionConfiguration {
  const version = versionOf(document, number);
  const { settings, code } = version;
  return {
    FunctionName: document.name,
    FunctionArn: functionArn(home, document.name, qualifier),
    // The model's enums are wider and narrower than what was accepted: requests are checked, not types.
    Runtime: settings.runtime as Runtime | undefined,
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: code.sizeBytes,
    Description: settings.description,
    Timeout: settings.timeout,
    MemorySize: settings.memorySize,
    LastModified: new Date(version.lastModifiedMs).toISOString().replace('Z', '+0000'),
    CodeSha256: codeSha256(code),
    Version: number,
    ...(settings.deadLetterTargetArn !== undefined && {
      DeadLetterConfig: { TargetArn: settings.deadLetterTargetArn },
    }),
    ...(settings.environment !== undefined && {
      Environment: { Variables: { ...settings.environment } },
    }),
    ...(settings.kmsKeyArn !== undefined && { KMSKeyArn: settings.kmsKeyArn }),
    TracingConfig: { Mode: settings.tracingMode },
    RevisionId: version.revisionId,
    PackageType: packageTypeOf(code),
    Architectures: [settings.architecture as Architecture],
    EphemeralStorage: { Size: settings.ephemeralStorageSize },
    SnapStart: {
      ApplyOn: settings.snapStartApplyOn,
      OptimizationStatus:
        settings.snapStartApplyOn === 'PublishedVersions' && number !== '$LATEST' ? 'On' : 'Off',
    },
    LoggingConfig: showLogging(settings.logging),
    ...showNetwork(settings, home),
    ...showImage(settings),
  };
}

export function versionOf(document: FunctionDocument, number: string): VersionDocument {
  const version = number === '$LATEST' ? document.latest : own(document.versions, number);
  if (version === undefined) throw new Error(`${document.name} has no version ${number}`);
  return version;
}

function showLogging(logging: LoggingSettings): FunctionConfiguration['LoggingConfig'] {
  return {
    LogFormat: logging.logFormat,
    // As above: the levels were checked when they were accepted.
    ApplicationLogLevel: logging.applicationLogLevel as 'INFO' | undefined,
    SystemLogLevel: logging.systemLogLevel as 'INFO' | undefined,
    LogGroup: logging.logGroup,
  };
}

function showRuntimeVersion(
  runtime: string | undefined,
  home: Home,
): Pick<FunctionConfiguration, 'RuntimeVersionConfig'> {
  if (runtime === undefined) return {};
  return { RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(runtime, home) } };
}

/** The local AWS has one version of each runtime, named like AWS's by a digest. */
function runtimeVersionArn(runtime: string, home: Home): string {
  const version = createHash('sha256').update(runtime).digest('hex');
  return `arn:aws:lambda:${home.region}::runtime:${version}`;
}
