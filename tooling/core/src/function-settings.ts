export type Architecture = 'x86_64' | 'arm64';

export interface LoggingSettings {
  readonly format?: 'Text' | 'JSON' | undefined;
  readonly applicationLogLevel?: string | undefined;
  readonly systemLogLevel?: string | undefined;
  readonly logGroup?: string | undefined;
}

/** Where a function runs in a network of the customer's. Empty lists: in none. */
export interface VpcSettings {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly ipv6AllowedForDualStack: boolean;
}

export interface FileSystemSettings {
  /** Of an EFS access point. */
  readonly arn: string;
  readonly localMountPath: string;
}

/** A container image that runs in the place of a zip. */
export interface ImageSettings {
  readonly uri: string;
  readonly command?: readonly string[] | undefined;
  readonly entryPoint?: readonly string[] | undefined;
  readonly workingDirectory?: string | undefined;
}

/**
 * The part of a function's configuration that is frozen with a version. Units as in Lambda's API:
 * MB and seconds.
 *
 * What is wanted has only what is declared; what is live has everything. What is declared as `null`
 * is wanted as AWS's default.
 */
export interface FunctionSettings {
  /** Absent for an image, as the runtime is. */
  readonly handler?: string | undefined;
  readonly runtime?: string | undefined;
  readonly architecture: Architecture;
  readonly memorySize?: number | undefined;
  readonly timeout?: number | undefined;
  readonly ephemeralStorage?: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Keys that shall be set no more, whoever set them. */
  readonly removedEnvironment?: readonly string[] | undefined;
  /** ARNs of layer versions, in order. */
  readonly layers?: readonly string[] | undefined;
  readonly tracing?: 'Active' | 'PassThrough' | undefined;
  readonly logging?: LoggingSettings | undefined;
  readonly vpc?: VpcSettings | undefined;
  /** ARN of a queue or a topic; empty for none. */
  readonly deadLetter?: { readonly targetArn: string } | undefined;
  readonly fileSystems?: readonly FileSystemSettings[] | undefined;
  /** ARN; empty for AWS's own key. */
  readonly kmsKeyArn?: string | undefined;
  /** Of the key that the zip is encrypted with; empty for AWS's own. */
  readonly sourceKmsKeyArn?: string | undefined;
  /** In what is live alone: whether Lambda runs a zip that lies in a bucket of the customer's. */
  readonly isCodeReferenced?: boolean | undefined;
  readonly snapStart?: { readonly applyOn: string } | undefined;
  /** ARN. Absent in what is wanted: see `ExecutionRole`. */
  readonly role?: string | undefined;
  /** Absent where a zip runs. */
  readonly image?: ImageSettings | undefined;
}

/** The settings of a published version: AWS fills in all of them. */
export type LiveSettings = {
  readonly [Field in Exclude<keyof FunctionSettings, OnlyWhereTheyAre>]-?: NonNullable<
    FunctionSettings[Field]
  >;
} & Pick<FunctionSettings, 'image' | 'isCodeReferenced'>;

type OnlyWhereTheyAre = 'image' | 'removedEnvironment' | 'isCodeReferenced';

interface RuntimeManagement {
  readonly updateRuntimeOn: 'Auto' | 'FunctionUpdate' | 'Manual';
  readonly runtimeVersionArn?: string | undefined;
}

interface AsyncInvocation {
  readonly maximumRetryAttempts?: number | undefined;
  /** Seconds. */
  readonly maximumEventAge?: number | undefined;
  /** ARNs. */
  readonly onSuccess?: string | undefined;
  readonly onFailure?: string | undefined;
}

/**
 * What belongs to the function rather than to a version, is not in the answer of GetFunction, and
 * would cost a request of the narrow quota each. So a tag remembers what was applied last: see
 * `recordAttributes`. `null`: taken away.
 */
export interface RecordedAttributes {
  readonly provisionedConcurrency?: number | null | undefined;
  readonly asyncInvocation?: AsyncInvocation | null | undefined;
  readonly recursion?: 'Allow' | 'Terminate' | undefined;
  readonly runtimeManagement?: RuntimeManagement | undefined;
  readonly codeSigningConfigArn?: string | null | undefined;
}

/**
 * What belongs to the function rather than to a version, and changes without a new one. `null`:
 * taken away.
 */
export interface FunctionAttributes extends RecordedAttributes {
  readonly tags: Readonly<Record<string, string>>;
  /** Keys that shall be there no more, whoever set them. */
  readonly removedTags?: readonly string[] | undefined;
  readonly reservedConcurrency?: number | null | undefined;
  readonly logRetentionInDays?: number | null | undefined;
}
