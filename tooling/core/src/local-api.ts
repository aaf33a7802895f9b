/*
 * What the local AWS answers beside AWS's own operations, as JSON at `/_local/…`:
 * docs/reference/local-endpoints.md shows this file. Times are ISO 8601 by the local AWS's own clock,
 * sizes bytes. Failures are `{"message": …}` with a status of 4xx or 5xx.
 */

/** All functions, sorted by name. */
export interface LocalFunctions {
  readonly functions: readonly LocalFunction[];
}

/** A function as it serves: of the version that `live` names, or of `$LATEST` where there is none. */
export interface LocalFunction {
  readonly functionName: string;
  /** AWS's words: `Active`, `Pending`, `Inactive`, `Failed`. */
  readonly state: string;
  /** Of `$LATEST`, which is what an update changes: `Successful`, `InProgress`, `Failed`. */
  readonly lastUpdateStatus?: string | undefined;
  /** Absent of a container image. */
  readonly runtime?: string | undefined;
  /** MB. */
  readonly memorySize: number;
  /** Seconds. */
  readonly timeout: number;
  /** Of the zip. */
  readonly codeSize: number;
  readonly lastModified: string;
  readonly logGroup: string;
  readonly live?: LocalAlias | undefined;
  /** Of function URLs, by alias; the function's own has the empty name. */
  readonly urls: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What `live` names. */
export interface LocalAlias {
  readonly version: string;
  /** Of that version: where it came from, in the words of a deploy. */
  readonly description: string;
  /** A second version and its share of the invocations, while a switch goes in steps. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
}

/** One line that a function, or the service about it, wrote. */
export interface LocalLogLine {
  /** Absent where a log group belongs to no function. */
  readonly functionName?: string | undefined;
  readonly version?: string | undefined;
  readonly logGroup: string;
  readonly logStream: string;
  /** Absent before the first invocation of an environment, and where the line does not tell. */
  readonly requestId?: string | undefined;
  readonly timestamp: string;
  readonly message: string;
}

/** Told in the place of lines that a slow reader lost. */
export interface LocalLogGap {
  readonly lost: number;
}

/** Sorted by name. */
export interface LocalBuckets {
  readonly buckets: readonly LocalBucket[];
}

export interface LocalBucket {
  readonly name: string;
  readonly createdAt: string;
  /** Of current versions. */
  readonly objects: number;
  readonly bytes: number;
  /** `Enabled`, `Suspended`. */
  readonly versioning?: string | undefined;
}

/** In the order of S3: that of the keys' UTF-8. */
export interface LocalObjects {
  readonly bucket: string;
  readonly prefix: string;
  readonly objects: readonly LocalObject[];
  /** Asks for what comes after these. Absent: nothing does. */
  readonly continuation?: string | undefined;
}

export interface LocalObject {
  readonly key: string;
  readonly size: number;
  readonly lastModified: string;
  readonly contentType: string;
  readonly versionId?: string | undefined;
}

/** Sorted by name. */
export interface LocalQueues {
  readonly queues: readonly LocalQueue[];
}

export interface LocalQueue {
  readonly name: string;
  /** Can be received now. */
  readonly visible: number;
  /** Received, and neither deleted nor visible again. */
  readonly inFlight: number;
  /** Sent, and not visible yet. */
  readonly delayed: number;
  /** The name of the queue for what was received too often. */
  readonly deadLetterQueue?: string | undefined;
}

/** The oldest messages first: nothing is received by looking. */
export interface LocalMessages extends LocalQueue {
  readonly messages: readonly LocalMessage[];
  /** How many there are besides. */
  readonly more: number;
}

export interface LocalMessage {
  readonly messageId: string;
  readonly state: 'visible' | 'inFlight' | 'delayed';
  readonly sentAt: string;
  /** When it is visible, of one that is not. */
  readonly visibleAt?: string | undefined;
  readonly receiveCount: number;
  readonly body: string;
  /** Whether the body was cut: its bytes are `size`. */
  readonly truncated?: boolean | undefined;
  readonly size: number;
  /** Values as text; of binary ones base64. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageGroupId?: string | undefined;
}

/** The last some hundred events that were put on buses, the newest first. Restarts forget them. */
export interface LocalEvents {
  readonly events: readonly LocalEvent[];
}

export interface LocalEvent {
  readonly id: string;
  readonly bus: string;
  /** When it came. */
  readonly at: string;
  readonly source: string;
  readonly detailType: string;
  /** The whole event as JSON, as rules match it. */
  readonly text: string;
  /** Whether the text was cut: its bytes are `size`. */
  readonly truncated?: boolean | undefined;
  readonly size: number;
  /** Those that matched and are enabled. */
  readonly rules: readonly { readonly name: string; readonly targets: readonly string[] }[];
}

/** Sorted by name. */
export interface LocalTopics {
  readonly topics: readonly LocalTopic[];
}

export interface LocalTopic {
  readonly name: string;
  readonly topicArn: string;
  readonly subscriptions: readonly {
    readonly protocol: 'lambda' | 'sqs';
    /** ARN. */
    readonly endpoint: string;
    /** As it was given. */
    readonly filterPolicy?: string | undefined;
  }[];
}

/** Of all groups. */
export interface LocalSchedules {
  readonly schedules: readonly LocalSchedule[];
}

/** A schedule with what AWS tells nobody: when it fires next. */
export interface LocalSchedule {
  readonly arn: string;
  readonly groupName: string;
  readonly name: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly expression: string;
  readonly timezone: string;
  readonly targetArn: string;
  /** In a flexible window the moment that was drawn. Absent: it does not fire any more. */
  readonly next?: string | undefined;
}

/** How a schedule that was fired by hand ended. */
export interface LocalFiring {
  readonly arn: string;
  readonly targetArn: string;
  readonly firedAt: string;
  readonly executionId: string;
  readonly delivered: boolean;
  /** What the target answered when it did not take it. */
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}
