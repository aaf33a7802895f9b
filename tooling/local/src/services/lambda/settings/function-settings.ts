/** The configuration of a function as the local AWS keeps it: every default is filled in. */
export interface FunctionSettings {
  readonly role: string;
  /** Of a zip; a container image has neither runtime nor handler. */
  readonly runtime?: string;
  readonly handler?: string;
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
  /** Absent when none was ever given; without subnets when it was taken away. */
  readonly vpc?: VpcSettings;
  readonly fileSystems?: readonly FileSystemSettings[];
  readonly layers?: readonly LayerReference[];
  readonly image?: ImageSettings;
}

export interface LoggingSettings {
  readonly logFormat: 'Text' | 'JSON';
  readonly applicationLogLevel?: string;
  readonly systemLogLevel?: string;
  readonly logGroup: string;
}

export interface VpcSettings {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly ipv6AllowedForDualStack: boolean;
}

export interface FileSystemSettings {
  readonly arn: string;
  readonly localMountPath: string;
}

/** All that running needs: a layer that was deleted goes on serving the functions that have it. */
export interface LayerReference {
  readonly arn: string;
  readonly sha256Hex: string;
  readonly sizeBytes: number;
  readonly unzippedBytes: number;
}

/** What of a container image's own settings is overridden. */
export interface ImageSettings {
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
}
