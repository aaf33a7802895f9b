/** The configuration of a function as the local AWS keeps it: every default is filled in. */
export interface FunctionSettings {
  readonly role: string;
  readonly runtime: string;
  readonly handler: string;
  readonly description: string;
  readonly timeout: number;
  readonly memorySize: number;
  readonly architecture: string;
  /** Absent when none was ever given, which AWS shows differently from an empty one. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly kmsKeyArn?: string;
  readonly deadLetterTargetArn?: string;
  readonly tracingMode: 'Active' | 'PassThrough';
  readonly ephemeralStorageSize: number;
  readonly snapStartApplyOn: 'PublishedVersions' | 'None';
  readonly logging: LoggingSettings;
}

export interface LoggingSettings {
  readonly logFormat: 'Text' | 'JSON';
  readonly applicationLogLevel?: string;
  readonly systemLogLevel?: string;
  readonly logGroup: string;
}
