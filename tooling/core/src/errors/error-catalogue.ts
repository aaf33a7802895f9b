/**
 * Exit codes of the command line, by what the caller should do next.
 *
 * `functionFailed`: look at the report and run again. `usage`: fix the input. `liveMoved`: somebody
 * else deployed; plan again. `drifted`: only with `--exit-code` of `lambda drift` and `lambda prune --dry-run`, when there is something.
 * `bug`: report it.
 */
export const exitCodes = {
  done: 0,
  functionFailed: 1,
  usage: 2,
  liveMoved: 3,
  drifted: 4,
  bug: 70,
} as const;

export interface ErrorEntry {
  /** What is wrong, in one sentence, for the reference page. */
  readonly summary: string;
  /** What to do, unless the place that throws knows something better. */
  readonly hint: string;
  readonly exitCode: (typeof exitCodes)[keyof typeof exitCodes];
}

const { functionFailed, usage, liveMoved } = exitCodes;

/** Every failure that a user can act on. docs/reference/errors.md is generated from it. */
export const errorCatalogue = {
  BUILD_FAILED: {
    summary: 'A lambda could not be bundled.',
    hint: 'fix the source at the place shown',
    exitCode: functionFailed,
  },
  BASE_UNUSABLE: {
    summary: 'The checkout that a plan is to be compared with cannot be deployed to a local AWS.',
    hint: 'install there (`pnpm install`), and see what is wrong by `pnpm turbo run deploy` in it',
    exitCode: usage,
  },
  HANDLER_MISSING: {
    summary: "A lambda's entry does not export its handler.",
    hint: 'export a function of that name from the entry file, or set `handler` in lambda.config.ts',
    exitCode: functionFailed,
  },
  ARTIFACT_TOO_LARGE: {
    summary: 'A zip is over the size that Lambda accepts.',
    hint: 'run `lambda why <name>` to see what the bundle consists of',
    exitCode: functionFailed,
  },
  PREFLIGHT_FAILED: {
    summary: 'AWS would refuse a function as it is; nothing was sent.',
    hint: 'change what is named above, then run the same command again',
    exitCode: usage,
  },
  ARTIFACT_INVALID: {
    summary: "A lambda's dist/ is missing, incomplete or damaged.",
    hint: 'build it again: `lambda build` in its directory, or `pnpm turbo run build --force`',
    exitCode: functionFailed,
  },
  TRIGGER_FAILED: {
    summary: 'A function is live, and something of what starts it could not be set.',
    hint: 'do what the messages of AWS ask for, and run the same command again: what was set stays',
    exitCode: functionFailed,
  },
  CONFIG_INVALID: {
    summary: 'A configuration file has unknown or wrong fields.',
    hint: 'fix the fields above; docs/reference/lambda-config.md describes all of them',
    exitCode: usage,
  },
  ENTRY_MISSING: {
    summary: 'A directory under lambdas/ has no entry file, or more than one.',
    hint: 'keep exactly one of index.ts, index.mts, index.cts, index.js, index.mjs, index.cjs',
    exitCode: usage,
  },
  ENTRY_UNUSED: {
    summary: 'A lambda is a container image and has an entry file besides.',
    hint: 'take `image` out of lambda.config.ts, or the entry file out of the directory',
    exitCode: usage,
  },
  NAME_INVALID: {
    summary: "A function's name is not one that Lambda accepts.",
    hint: 'rename the directory, or shorten the namePrefix of the stage: letters, digits, - and _, 64 at most',
    exitCode: usage,
  },
  NAME_TAKEN: {
    summary: 'Two lambdas have the same name.',
    hint: 'rename one of them',
    exitCode: usage,
  },
  UNKNOWN_LAMBDA: {
    summary: 'No lambda has that name.',
    hint: 'run `lambda status` to see all of them',
    exitCode: usage,
  },
  UNKNOWN_STAGE: {
    summary: 'No stage has that name.',
    hint: 'stages are declared in deploy.config.ts',
    exitCode: usage,
  },
  USAGE: {
    summary: 'The command line is wrong.',
    hint: 'run `lambda --help`',
    exitCode: usage,
  },
  EVENT_INVALID: {
    summary: 'An event for a function is not JSON.',
    hint: 'give a file that holds one JSON value, or `-` for standard input',
    exitCode: usage,
  },
  REFERENCE_MISSING: {
    summary: 'A parameter or a secret whose value a configuration asks for cannot be read.',
    hint: 'create what is missing in the account and region of the stage, or let the credentials of this run read it; then run the same command again',
    exitCode: usage,
  },
  CODE_BUCKET_UNUSABLE: {
    summary: 'The S3 bucket for large zips is not there, or may not be written to.',
    hint: 'create the bucket that the stage names as codeBucket, in its region, allow s3:GetObject and s3:PutObject there, and run the same command again',
    exitCode: usage,
  },
  CREDENTIALS_MISSING: {
    summary: 'AWS credentials are missing, wrong or expired.',
    hint: 'sign in (`aws sso login`, or AWS_PROFILE), in a workflow with aws-actions/configure-aws-credentials, or use the local stage: `--stage local`',
    exitCode: usage,
  },
  ACCOUNT_MISMATCH: {
    summary: "The credentials belong to another account than the stage's.",
    hint: 'use credentials of the account that deploy.config.ts names for the stage',
    exitCode: usage,
  },
  NETWORK_FAILED: {
    summary: 'AWS, or the endpoint in its place, cannot be reached.',
    hint: 'check the network, the region of the stage and AWS_ENDPOINT_URL, then run the same command again',
    exitCode: functionFailed,
  },
  AWS_REFUSED: {
    summary: 'AWS refused a request.',
    hint: 'do what the message of AWS asks for, and run the same command again; the request id is for its support',
    exitCode: functionFailed,
  },
  ACCESS_DENIED: {
    summary: 'The credentials of this run may not do something that it needs.',
    hint: 'allow what the message names; docs/pipeline.md lists what each command needs',
    exitCode: functionFailed,
  },
  ROLE_UNUSABLE: {
    summary: "A function's execution role does not exist or cannot be assumed by Lambda.",
    hint: 'let lambda.amazonaws.com assume the role, or leave `role` out to have one made; then run the same command again',
    exitCode: functionFailed,
  },
  FUNCTION_NOT_OURS: {
    summary: 'A function of that name exists and does not carry our ownership tags.',
    hint: 'rename the lambda, give the stage a namePrefix, or take the function over: `lambda adopt <name>`',
    exitCode: usage,
  },
  PACKAGE_TYPE_FIXED: {
    summary: 'A function that runs a zip shall run a container image, or the other way round.',
    hint: 'rename the lambda, or delete the function first: AWS does not change this of one that is there',
    exitCode: usage,
  },
  FUNCTION_NOT_LIVE: {
    summary: 'The function has no `live` alias in this stage yet.',
    hint: 'run `lambda deploy` first',
    exitCode: usage,
  },
  FUNCTION_FAILED: {
    summary: 'A function ended in state Failed, or its update did.',
    hint: 'the reason is what AWS says; fix it and run the same command again',
    exitCode: functionFailed,
  },
  VERSION_UNKNOWN: {
    summary: 'There is no published version of the kind that was asked for.',
    hint: 'run `lambda history <name>` to see the versions that are left',
    exitCode: usage,
  },
  VERSION_UNUSABLE: {
    summary: 'A published version cannot serve: it was deleted, or is not Active.',
    hint: 'choose another one: `lambda history <name>`, then --to',
    exitCode: functionFailed,
  },
  NOT_VERIFIABLE: {
    summary: 'No commit says what a published version consists of, so it cannot be built again.',
    hint: 'deploy it from a commit, and verify that: `lambda history <name>` shows of which commit each version is',
    exitCode: usage,
  },
  COMMIT_MISSING: {
    summary: 'The commit that a version was built from is not in this clone.',
    hint: 'fetch it: `git fetch origin <commit>`',
    exitCode: usage,
  },
  INSTALL_FAILED: {
    summary: 'The packages that the lockfile of a commit names could not be installed.',
    hint: 'see what pnpm says above; what is not in its store has to be downloaded',
    exitCode: functionFailed,
  },
  REMOTE_MOVED: {
    summary: 'What is live changed while this run prepared its own change.',
    hint: 'run the same command again: it plans against what is live now',
    exitCode: liveMoved,
  },
  OLDER_COMMIT: {
    summary: 'What is live comes from a newer commit than the one that is deployed.',
    hint: 'in a pipeline there is nothing to do: a newer commit was faster, and is live; to go back, revert it or use `lambda rollback`. At a machine, `git pull` and deploy that, or put the older commit live all the same: `lambda deploy --force`',
    exitCode: liveMoved,
  },
  PLAN_INVALID: {
    summary: 'A saved plan is damaged, of another version of this tool, or for another stage.',
    hint: 'make a new one: `lambda plan --out <file>`',
    exitCode: usage,
  },
  PLAN_STALE: {
    summary: 'What a saved plan was made of has changed since.',
    hint: 'make a new one and look at it: `lambda plan --out <file>`',
    exitCode: liveMoved,
  },
  ADOPTION_REFUSED: {
    summary: 'A function cannot be taken over as things are.',
    hint: 'see the reason above',
    exitCode: usage,
  },
  REMOVAL_REFUSED: {
    summary: 'A function that no lambda stands for was not removed, because a guard is in doubt.',
    hint: 'see the reason above; `lambda prune --dry-run` shows it again',
    exitCode: usage,
  },
  ALARM_MISSING: {
    summary: 'An alarm that `switching` names does not exist in the stage.',
    hint: 'create the alarm in CloudWatch, or correct its name in `switching.alarms`',
    exitCode: usage,
  },
  SWITCH_CHECK_FAILED: {
    summary: 'An alarm or the error rate spoke against a new version while it was switched.',
    hint: 'see what the alarm or the new version says and fix it; `--at-once` switches without asking',
    exitCode: functionFailed,
  },
  SMOKE_TEST_FAILED: {
    summary: 'A new version did not answer to an event of `events/` as expected.',
    hint: 'fix the code, or what is expected of it, and run the same command again',
    exitCode: functionFailed,
  },
  STATE_CORRUPT: {
    summary: 'A file of the local AWS cannot be read.',
    hint: 'delete the directory (.local/) and deploy again: nothing in it is precious',
    exitCode: usage,
  },
  STATE_IN_USE: {
    summary: 'Another process serves the local AWS from the same directory.',
    hint: 'stop it, use it (AWS_ENDPOINT_URL), or give another --state',
    exitCode: usage,
  },
  STATE_UNWRITABLE: {
    summary: 'The directory of the local AWS cannot be written.',
    hint: 'make room, fix its permissions, or give another --state',
    exitCode: usage,
  },
  STATE_GONE: {
    summary: 'The directory of the local AWS was deleted while a server used it.',
    hint: 'run it again, or have a running server begin anew: `curl -X POST …/_local/reset`',
    exitCode: usage,
  },
  PORT_IN_USE: {
    summary: 'The port of the local AWS is taken.',
    hint: 'give another --port',
    exitCode: usage,
  },
  INTERRUPTED: {
    summary: 'The command was stopped by Ctrl-C.',
    hint: 'run the same command again: it finishes what was begun',
    exitCode: functionFailed,
  },
  WORKSPACE_INVALID: {
    summary: 'The workspace cannot be read.',
    hint: 'run `pnpm install` at the root of the repository',
    exitCode: usage,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
