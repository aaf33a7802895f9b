/** Where files are, absolute: asked whenever an environment starts with them. */
export type CodeDirectory = () => Promise<string>;

/** What of a function version's configuration matters to running it. Units as in AWS's API. */
export interface ExecutableFunction {
  readonly functionName: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** Changes whenever code or configuration do: environments of another revision are retired. */
  readonly revision: string;
  /** Hex SHA-256 of the zip, a key of the blob store. */
  readonly codeSha256Hex: string;
  /** Files that are run in the place of the zip's. */
  readonly codeDirectory?: CodeDirectory | undefined;
  /** Port of 127.0.0.1 where Node's inspector listens: one environment at a time, and no timeout. */
  readonly inspectorPort?: number | undefined;
  /** The zips of its layers, in their order: a later one replaces files of an earlier one. */
  readonly layerSha256Hexes?: readonly string[] | undefined;
  /** `nodejs20.x`, `nodejs22.x`, `nodejs24.x` … */
  readonly runtime: string;
  readonly handler: string;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  readonly applicationLogLevel?: string | undefined;
  readonly systemLogLevel?: string | undefined;
  readonly tracingMode: 'Active' | 'PassThrough';
}

/** Where a function's answer goes that it writes bit by bit. */
export interface ReplySink {
  /** The function streams its answer: everything of it comes here. */
  start(contentType: string | undefined): void;
  /** More is taken from the function when it resolves. It does not reject. */
  write(bytes: Uint8Array): Promise<unknown>;
}

export interface InvocationRequest {
  readonly function: ExecutableFunction;
  readonly requestId: string;
  /** As the caller named it, with its qualifier: what the handler sees in its context. */
  readonly invokedFunctionArn: string;
  readonly payload: Uint8Array;
  /** JSON text, already base64-decoded. */
  readonly clientContext?: string | undefined;
  /** Given: an answer that is streamed goes there as it comes, and is not in the result. */
  readonly reply?: ReplySink | undefined;
}

export interface InvocationResult {
  readonly payload: Uint8Array;
  /** Present when the function failed: the value of X-Amz-Function-Error. */
  readonly functionError?: 'Unhandled' | undefined;
  /**
   * START, the function's lines, END and REPORT of this invocation, after what a cold start wrote;
   * of very many, the last MiB. Callers cut to 4 KB.
   */
  readonly log: string;
  readonly durationMs: number;
  /** Present on a cold start. */
  readonly initDurationMs?: number | undefined;
}

/** One line that a function wrote, or that the service wrote about it. */
export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

/** Where the lines go: the Logs service of the local AWS. */
export type LogSink = (
  logGroup: string,
  logStream: string,
  events: readonly LogEvent[],
) => Promise<void>;

/** More invocations than this at once wait for each other; AWS's own limit is 1,000. */
export const mostEnvironments = 100;

/** Runs functions: one child process for each execution environment, kept warm, ended when idle. */
export interface Executor {
  /**
   * A function's failure is a result. All of its log events have been taken when it settles.
   * @throws when the executor is closed meanwhile, the code cannot be unpacked or the sink fails.
   */
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  /** Starts an environment, and loads the function in it, before anybody calls it. */
  prepare(executable: ExecutableFunction): Promise<void>;
  /**
   * Ends the environments of a function: all of them, or those of one version. Those that are busy
   * finish first, and are not waited for.
   */
  retire(functionName: string, version?: string): Promise<void>;
  /** Ends every child process. */
  close(): Promise<void>;
}
