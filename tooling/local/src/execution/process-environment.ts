import { delimiter, dirname } from 'node:path';
import type { ExecutableFunction } from './executor.ts';
import { functionCredentials } from '../sigv4/secret-of.ts';

export interface Surroundings {
  readonly region: string;
  /** The local AWS itself, so that SDK calls in functions stay on this machine. */
  readonly endpoint: string;
  /** `127.0.0.1:PORT` */
  readonly runtimeApi: string;
  readonly runtimeToken: string;
  readonly taskRoot: string;
  /** Where the function's layers are unpacked: what is /opt on AWS. */
  readonly layersDirectory?: string | undefined;
  readonly runtimeDirectory: string;
  readonly temporaryDirectory: string;
  readonly compileCacheDirectory: string;
  readonly logStream: string;
}

/** The descriptor of the child's pipe on which the runtime client frames its log messages. */
const telemetryDescriptor = 3;

/**
 * Every environment variable of an execution environment. Nothing of ours is inherited, so that a
 * function finds in `process.env` neither the developer's credentials nor settings that AWS would
 * not give it. That hides nothing from code that looks for it: a function runs with the rights of
 * the user who runs the local AWS, and can read whatever that user can read.
 *
 * Beyond AWS's own set: AWS_ENDPOINT_URL, and TMPDIR and HOME, which stand for the /tmp and the
 * empty home that each environment has to itself on AWS. A function's own variables win where they
 * may on AWS. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function processEnvironment(
  executable: ExecutableFunction,
  around: Surroundings,
): Record<string, string> {
  return {
    ...replaceable(executable, around),
    ...executable.environment,
    ...reserved(executable, around),
  };
}

function replaceable(
  { runtime }: ExecutableFunction,
  around: Surroundings,
): Record<string, string> {
  const { taskRoot, layersDirectory } = around;
  const inLayers = (path: string) =>
    layersDirectory === undefined ? [] : [`${layersDirectory}/${path}`];
  const modules = layersDirectory === undefined ? [] : modulePaths(runtime, layersDirectory);
  const programs = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'];
  return {
    LANG: 'en_US.UTF-8',
    PATH: [...programs, ...inLayers('bin')].join(delimiter),
    LD_LIBRARY_PATH: [taskRoot, `${taskRoot}/lib`, ...inLayers('lib')].join(delimiter),
    NODE_PATH: [...modules, taskRoot].join(delimiter),
    TZ: ':UTC',
    HOME: around.temporaryDirectory,
    TMPDIR: around.temporaryDirectory,
    AWS_ENDPOINT_URL: around.endpoint,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
  };
}

/**
 * Where a layer keeps Node modules: for one version of Node, and for all.
 * https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html
 */
function modulePaths(runtime: string, layersDirectory: string): readonly string[] {
  const version = runtime.replace('nodejs', 'node').replace('.x', '');
  return [
    `${layersDirectory}/nodejs/${version}/node_modules`,
    `${layersDirectory}/nodejs/node_modules`,
  ];
}

function reserved(executable: ExecutableFunction, around: Surroundings): Record<string, string> {
  return {
    _HANDLER: executable.handler,
    AWS_REGION: around.region,
    AWS_DEFAULT_REGION: around.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${executable.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: executable.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: executable.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(executable.memorySizeMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: executable.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: around.logStream,
    AWS_ACCESS_KEY_ID: functionCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: functionCredentials.secretAccessKey,
    AWS_SESSION_TOKEN: functionCredentials.sessionToken,
    AWS_LAMBDA_RUNTIME_API: around.runtimeApi,
    LAMBDA_TASK_ROOT: around.taskRoot,
    LAMBDA_RUNTIME_DIR: around.runtimeDirectory,
    PWD: around.taskRoot,
    SHLVL: '0',
    _AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1',
    _AWS_XRAY_DAEMON_PORT: '2000',
    ...(executable.logFormat === 'JSON' && {
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: executable.applicationLogLevel ?? 'INFO',
    }),
    // Taken away again before the function's code runs: by the client and by preload.cjs.
    _LAMBDA_TELEMETRY_LOG_FD: String(telemetryDescriptor),
    _LOCAL_RUNTIME_TOKEN: around.runtimeToken,
    _LOCAL_COMPILE_CACHE: around.compileCacheDirectory,
    ...(around.layersDirectory !== undefined && {
      _LOCAL_LAYER_MODULES: modulePaths(executable.runtime, around.layersDirectory).join(delimiter),
    }),
  };
}
