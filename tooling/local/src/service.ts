import type { AwsError } from './aws-error.ts';
import type { Caller } from './authorization/caller.ts';
import type { Constraints } from './protocols/constraint.ts';

/** Which wire protocol a service speaks; each has one codec under protocols/. */
export type Protocol = 'restJson1' | 'restXml' | 'awsJson1_0' | 'awsJson1_1' | 'awsQuery';

/** What every operation may know of the request and of the world, besides its input. */
export interface RequestContext {
  readonly requestId: string;
  readonly accountId: string;
  readonly region: string;
  /** `http://127.0.0.1:PORT`, the address that the request came to. */
  readonly endpoint: string;
  /** The one clock of the local AWS. */
  readonly now: () => Date;
  /** Absent: the account's root. */
  readonly caller?: Caller | undefined;
  /** Actions that the caller may not do, for which an answer leaves something out. */
  readonly withheld?: ReadonlySet<string> | undefined;
}

/**
 * One operation: the input as the SDK's command would take it, the output as it would return it
 * (camel case and blobs included; `$metadata` is the gateway's). Fails with AwsError.
 */
export type Operation<Input = never, Output = unknown> = (
  input: Input,
  context: RequestContext,
) => Promise<Output>;

/** A service of the local AWS: its wire, and a record of the operations that are there. */
export interface Service {
  /** The signing name, by which the gateway finds it: `lambda`, `iam`, `sts`, `logs`, `tagging`. */
  readonly name: string;
  readonly protocol: Protocol;
  /** The namespace of the SDK client's package, which exports every operation's schema. */
  readonly loadClient: () => Promise<object>;
  /** Operation name → function. Every other operation of the schemas answers 501 by its name. */
  readonly operations: Readonly<Record<string, Operation>>;
  /**
   * Operation name → what its input must satisfy. The gateway checks it, together with the members
   * that the schemas require, before the operation is called.
   */
  readonly constraints?: Readonly<Record<string, Constraints>>;
  /** The code of that error: ValidationException, or ValidationError in the query protocol. */
  readonly validationCode?: string;
  /** The service's own answer where a required member is missing, in place of that error. */
  readonly missingMember?: (member: string) => AwsError;
  /**
   * Operation name → members that ask for what is not there. The gateway answers them with 501 by
   * their name, unless they are empty: who asks for nothing misses nothing.
   */
  readonly refused?: Readonly<Record<string, readonly string[]>>;
  /** Operation name → members that rightly change nothing here, each with the reason. */
  readonly ignored?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /**
   * Lambda: carries out a creation or update of a function that ends Failed for that reason. With
   * faults only.
   */
  readonly endFailed?: (
    functionName: string,
    reasonCode: string,
    run: () => Promise<unknown>,
  ) => Promise<unknown>;
  /** The reason codes that this knows. */
  readonly failureReasons?: () => Promise<readonly string[]>;
  /** What is missing in an operation that is there only partly, for docs/reference/local-aws.md. */
  readonly partly?: Readonly<Record<string, string>>;
}
