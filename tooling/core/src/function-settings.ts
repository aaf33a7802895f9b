export type Architecture = 'x86_64' | 'arm64';

export interface LoggingSettings {
  readonly format?: 'Text' | 'JSON' | undefined;
  readonly applicationLogLevel?: string | undefined;
  readonly systemLogLevel?: string | undefined;
}

/**
 * The part of a function's configuration that is frozen with a version. Units as in Lambda's API:
 * MB and seconds.
 *
 * What is wanted has only what is declared; what is live has everything.
 */
export interface FunctionSettings {
  readonly handler: string;
  readonly runtime: string;
  readonly architecture: Architecture;
  readonly memorySize?: number | undefined;
  readonly timeout?: number | undefined;
  readonly ephemeralStorage?: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** ARNs of layer versions, in order. */
  readonly layers?: readonly string[] | undefined;
  readonly tracing?: 'Active' | 'PassThrough' | undefined;
  readonly logging?: LoggingSettings | undefined;
  /** ARN. Absent in what is wanted: a role of ours, made when it is not there. */
  readonly role?: string | undefined;
}

/** The settings of a published version: AWS fills in all of them. */
export type LiveSettings = {
  readonly [Field in keyof FunctionSettings]-?: NonNullable<FunctionSettings[Field]>;
};

/** What belongs to the function rather than to a version, and changes without a new one. */
export interface FunctionAttributes {
  readonly tags: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number | undefined;
  readonly logRetentionInDays?: number | undefined;
}
