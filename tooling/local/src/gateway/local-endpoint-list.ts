/** An endpoint of the local AWS's own, as docs/reference/local-endpoints.md shows it. */
export interface LocalEndpointDescription {
  /** With names in braces where the star of its key is. */
  readonly path: string;
  /** Parameters of its query. */
  readonly query?: Readonly<Record<string, string>>;
  /** What is sent to it. */
  readonly body?: string;
  /** A type of `@tooling/core/local-api`, or words for what is no such thing. */
  readonly answer: string;
  readonly summary: string;
}

/**
 * All that the local AWS answers beside AWS's services, by method and path; a star at the end stands for
 * any rest. What is not in here cannot be answered.
 */
export const localEndpointList = {
  'GET /_local/health': {
    path: '/_local/health',
    answer: '`{"status": "running", "pid", "accountId", "region"}`',
    summary: 'Whether it answers, and who it is.',
  },
  'GET /_local/functions': {
    path: '/_local/functions',
    answer: 'LocalFunctions',
    summary: 'All functions with their state, sizes and what `live` names.',
  },
  'GET /_local/logs': {
    path: '/_local/logs',
    query: {
      function: 'Only lines of this function; repeated, of several.',
      filter: 'Only lines that match this filter pattern, as in FilterLogEvents.',
      since:
        'Also lines from this moment on (ISO 8601), or of the last so many seconds (`since=60`).',
    },
    answer: 'Server-sent events, each a LocalLogLine; `event: gap` is a LocalLogGap',
    summary:
      'What functions log, as it comes. What came before is told from a memory of limited size. A reader that does not keep up loses lines, and is told how many.',
  },
  'GET /_local/schedules': {
    path: '/_local/schedules',
    answer: 'LocalSchedules',
    summary: 'All schedules with their next firing.',
  },
  'POST /_local/schedules/*': {
    path: '/_local/schedules/{group}/{name}/fire',
    answer: 'LocalFiring',
    summary: 'Fires a schedule now, once and without retries, also one that is disabled.',
  },
  'GET /_local/buckets': {
    path: '/_local/buckets',
    answer: 'LocalBuckets',
    summary: 'All buckets, and how much is in them.',
  },
  'GET /_local/buckets/*': {
    path: '/_local/buckets/{bucket}',
    query: {
      prefix: 'Only keys that begin so.',
      limit: 'At most so many: 1 to 1000 (default: 200).',
      continuation: 'What the page before said.',
    },
    answer: 'LocalObjects',
    summary: 'The current objects of a bucket, page by page.',
  },
  'GET /_local/objects/*': {
    path: '/_local/objects/{bucket}/{key}',
    query: { limit: 'At most so many bytes of its beginning: up to 10 MB (default: 1 MB).' },
    answer:
      'The bytes, as an attachment of `application/octet-stream`; `x-local-size` has the size of all',
    summary:
      'The beginning of the current version of an object. Slashes of its key may stand as they are.',
  },
  'GET /_local/queues': {
    path: '/_local/queues',
    answer: 'LocalQueues',
    summary: 'All queues with their depths.',
  },
  'GET /_local/queues/*': {
    path: '/_local/queues/{queue}',
    query: { limit: 'At most so many messages: 1 to 1000 (default: 100).' },
    answer: 'LocalMessages',
    summary:
      'The oldest messages of a queue: nobody receives them by that. Of long bodies the first 16 KB.',
  },
  'GET /_local/events': {
    path: '/_local/events',
    answer: 'LocalEvents',
    summary:
      'The last 300 events that were put on buses, and which rules matched. Of long ones the first 16 KB.',
  },
  'GET /_local/topics': {
    path: '/_local/topics',
    answer: 'LocalTopics',
    summary: 'All topics with their subscriptions.',
  },
  'GET /_local/clock': {
    path: '/_local/clock',
    answer: '`{"now", "speed", "next"}`',
    summary: 'Where its time stands, and when the next thing happens.',
  },
  'POST /_local/clock': {
    path: '/_local/clock',
    body: '`{"advanceSeconds": 3600}`, `{"to": "2027-02-01T03:00:00Z"}` or `{"speed": 60}`',
    answer: '`{"now", "speed", "next"}`',
    summary: 'Moves its clock forward, carrying out what is due on the way, or changes its speed.',
  },
  'GET /_local/requests': {
    path: '/_local/requests',
    answer: '`{"since", "total", "operations"}`',
    summary: 'How often each operation was asked for, by its outcome.',
  },
  'POST /_local/requests': {
    path: '/_local/requests',
    answer: '`{"since", "total", "operations"}`',
    summary: 'Counts anew.',
  },
  'GET /_local/faults': {
    path: '/_local/faults',
    answer: '`{"seed", "rules"}`',
    summary: 'Which faults are in force, and how often each struck.',
  },
  'POST /_local/faults': {
    path: '/_local/faults',
    body: 'Faults, in text or as JSON: [local-aws.md](local-aws.md#faults)',
    answer: '`{"seed", "rules"}`',
    summary: 'Replaces the faults.',
  },
  'DELETE /_local/faults': {
    path: '/_local/faults',
    answer: '`{"seed", "rules"}`',
    summary: 'Takes them away.',
  },
  'GET /_local/authorizations': {
    path: '/_local/authorizations',
    answer: 'A list of actions, each with its resource, by whom, and whether it was allowed',
    summary: 'Which actions were asked for, where that is recorded or IAM is enforced.',
  },
  'POST /_local/authorizations': {
    path: '/_local/authorizations',
    answer: 'The same, empty',
    summary: 'Begins a new record.',
  },
  'POST /_local/oidc-token': {
    path: '/_local/oidc-token',
    body: '`{"aud": "sts.amazonaws.com", "sub": "repo:owner/name:pull_request"}`',
    answer: '`{"value": "eyJ…"}`',
    summary: 'A token as a job of GitHub Actions gets it.',
  },
  'GET /_local/code/*': {
    path: '/_local/code/{sha256}',
    answer: 'The bytes of a zip',
    summary: 'Where GetFunction says that the code is.',
  },
  'POST /_local/reset': {
    path: '/_local/reset',
    answer: '`{}`',
    summary: 'Drops everything, and counts requests anew. Faults stay.',
  },
} as const satisfies Readonly<Record<string, LocalEndpointDescription>>;

export type LocalEndpointKey = keyof typeof localEndpointList;
