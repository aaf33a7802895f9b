import type { Command } from '../command.ts';
import { bootstrapCommand } from './bootstrap-command.ts';
import { newCommand } from './new-command.ts';
import { logsCommand } from './logs-command.ts';
import {
  atOnce,
  force,
  graph,
  independent,
  json,
  namesHelp,
  stage,
  unpin,
  verify,
} from './options.ts';
import { planCommand } from './plan-command.ts';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  planCommand,
  {
    name: 'deploy',
    args: '[names...]',
    summary: 'deploy the functions that differ from what is live',
    description: `Plans, prepares every changed function as a new version, calls it with the events that have an expectation, and only then switches all of them, at once or in the steps of its switching; when one fails, all go back. Ctrl-C in the middle of steps puts everything back, too; a process that is killed there leaves the traffic as it is, and the next deploy goes on from that. A directory under lambdas/ that has only its code gets a package.json first. ${namesHelp}`,
    options: [
      {
        flags: '--prune',
        summary: 'then remove orphans, as `lambda prune` does',
      },
      { flags: '--plan <file>', summary: 'do exactly what a saved plan says, or refuse' },
      stage,
      verify,
      force,
      unpin,
      atOnce,
      independent,
      json,
    ],
    load: async () => (await import('./deploy.ts')).runDeploy,
  },
  {
    name: 'history',
    args: '<name>',
    summary: 'show the versions of a function, and which one serves',
    description:
      'From AWS alone, newest first: when each version was published, of which commit, and what names it now. Numbers that are missing were deleted.',
    options: [
      { flags: '--limit <n>', summary: 'how many of the newest versions (default: 20)' },
      stage,
      json,
    ],
    load: async () => (await import('./history.ts')).runHistory,
  },
  {
    name: 'verify',
    args: '<name>',
    summary: 'build what is live again from its commit, and compare the bytes',
    description:
      "Checks the commit of a version out beside this clone, installs exactly what its lockfile names, builds with that commit's own tools and no cache, and compares the zip with what AWS runs: CodeSha256 first, and file by file where it differs. Exit code 1 when anything differs. What was deployed from a working tree with changes, published by hand, or is a container image cannot be verified. Writes nothing to the stage, and nothing into this clone.",
    options: [
      {
        flags: '--qualifier <name>',
        summary: 'a version or an alias (default: live)',
      },
      stage,
      json,
    ],
    load: async () => (await import('./verify.ts')).runVerify,
  },
  {
    name: 'rollback',
    args: '[names...]',
    summary: 'put back what was live before, and keep it from being deployed again',
    description:
      'Moves live of all named functions to an older version: what was live before, or what --to says. Nothing is built. What served until then is pinned: no deploy makes it live again until it differs, or with --unpin. All functions move, or none. Without names it says what --last would do, and does nothing.',
    options: [
      {
        flags: '--to <version>',
        summary:
          'version of one function, or a commit (seven digits or more): what was deployed of it, else the last before it',
      },
      { flags: '--last', summary: 'all functions that the last deploy made live' },
      { flags: '--all', summary: 'all functions of the stage; needs --to <commit>' },
      { flags: '--dry-run', summary: 'show what would be moved, and move nothing' },
      stage,
      json,
    ],
    load: async () => (await import('./rollback.ts')).runRollback,
  },
  {
    name: 'promote',
    args: '[names...]',
    summary: 'take what is live in one stage to another, without building it again',
    description:
      "Takes the very zip that is live in one stage, with its commit, and the other stage's configuration; plans, prepares, tests and switches as a deploy does. Without names: all that is live in the first stage. The accounts may differ: a stage can name a profile.",
    options: [
      { flags: '--from <stage>', summary: 'stage to take it from' },
      { flags: '--to <stage>', summary: 'stage to take it to' },
      { flags: '--dry-run', summary: 'show what would be done and why, and do nothing' },
      force,
      unpin,
      json,
    ],
    load: async () => (await import('./promote.ts')).runPromote,
  },
  {
    name: 'unpin',
    args: '[names...]',
    summary: 'let what was rolled back be deployed again',
    description:
      'Removes the pins that rollbacks left, and deploys nothing. Without names it says which functions are pinned, and does nothing.',
    options: [{ flags: '--all', summary: 'all functions of the stage' }, stage, json],
    load: async () => (await import('./unpin.ts')).runUnpin,
  },
  {
    name: 'prune-versions',
    args: '[names...]',
    summary: 'delete old versions',
    description:
      'Deletes published versions of ours but the newest few, as a deploy does with those of the functions that it changed. What an alias or a pin names, what was live before, and what somebody published by hand stays. Without names: all functions of the stage.',
    options: [
      { flags: '--keep <n>', summary: "how many to keep (default: the stage's versionsToKeep)" },
      { flags: '--dry-run', summary: 'show what would be deleted, and delete nothing' },
      stage,
      json,
    ],
    load: async () => (await import('./prune-versions.ts')).runPruneVersions,
  },
  {
    name: 'status',
    args: '',
    summary: 'show what is live, since when, from which commit',
    description: 'Reads everything from the stage itself; nothing is built.',
    options: [stage, json],
    load: async () => (await import('./status.ts')).runStatus,
  },
  {
    name: 'adopt',
    args: '[names...]',
    summary: "take over functions of the lambdas' names that somebody else made",
    description:
      'Shows what would be taken over: what a deploy would change afterwards, field by field, and what would stay. With --yes it writes the ownership tags, and makes `live` for the version that serves today; what the functions do does not change. A function that carries ownership tags of others is refused, unless --from-service names their service.',
    options: [
      { flags: '--yes', summary: 'write; without it the command only shows' },
      {
        flags: '--from-service <name>',
        summary: 'take it from the service of this name, which gives it up',
      },
      stage,
      json,
    ],
    load: async () => (await import('./adopt.ts')).runAdopt,
  },
  {
    name: 'drift',
    args: '[names...]',
    summary: 'show what was changed by hand since the last deploy',
    description: `Compares what is live with what the last deploy left, field by field: where \`live\` points and its weights, the code and configuration of that version, edits that wait in $LATEST, and, as far as they are declared, tags, concurrency, log retention, asynchronous invocation and the like, and the role that was made for the function. What the repository declares otherwise since is no drift: \`lambda plan\` shows that. Two or three requests a function. ${namesHelp}`,
    options: [{ flags: '--exit-code', summary: 'exit with 4 when anything drifted' }, stage, json],
    load: async () => (await import('./drift.ts')).runDrift,
  },
  {
    name: 'prune',
    args: '[names...]',
    summary: 'remove functions that no lambda stands for any more',
    description:
      'Removes each with its versions, the execution role that was made for it, and its log group. Kept is what anything speaks against, and the command says what: callers by policy, event sources, URLs, aliases of others, or that this commit may not be the one that removed the lambda. Names are those of lambdas that are gone.',
    options: [
      { flags: '--dry-run', summary: 'only show what would be removed' },
      {
        flags: '--exit-code',
        summary: 'with --dry-run: exit with 4 when there is any such function',
      },
      {
        flags: '--force',
        summary: 'remove also where nobody can tell that the lambda was removed on purpose',
      },
      stage,
      json,
    ],
    load: async () => (await import('./prune.ts')).runPrune,
  },
  {
    name: 'invoke',
    args: '<name>',
    summary: 'call a function through its live alias',
    description:
      'Prints what the function returned. Exit code 1 when the function failed; its error is printed all the same.',
    options: [
      { flags: '--event <file>', summary: 'JSON to send; - reads standard input (default: {})' },
      { flags: '--tail', summary: 'print the last 4 KB of its log as well' },
      stage,
      json,
    ],
    load: async () => (await import('./invoke.ts')).runInvoke,
  },
  logsCommand,
  {
    name: 'why',
    args: '<name>',
    summary: 'show what a bundle consists of, or which lambdas a package reaches',
    description:
      'For a lambda: the packages and files in its bundle, heaviest first. For a package, of the workspace or of npm: the lambdas whose bundle has something of it.',
    options: [graph, json],
    load: async () => (await import('./why.ts')).runWhy,
  },
  newCommand,
  {
    name: 'build',
    args: '[names...]',
    summary: 'bundle lambdas into their dist/',
    description:
      'Inside a lambda it bundles that one: it is the build script of every lambda, and turbo caches it. Elsewhere it builds through turbo.',
    options: [
      {
        flags: '--report [file]',
        summary:
          'write what the bundles consist of as one HTML file (default: bundle-report.html at the root)',
      },
      json,
    ],
    load: async () => (await import('./build.ts')).runBuild,
  },
  bootstrapCommand,
  {
    name: 'dev',
    args: '',
    summary: 'serve the local AWS, and make what is saved live at once',
    description:
      'Starts the local AWS, deploys all lambdas to it, and watches lambdas/ and packages/ until Ctrl-C: a saved file is live in every function whose bundle it is in. What does not build leaves the code before serving. Shows where functions answer, when schedules fire next, and what functions write. Changes of a lambda.config.ts or package.json, and new lambdas, are deployed. `.env.local` at the root, and in the directory of a lambda for that one, has variables for its functions here and nowhere else.',
    options: [
      { flags: '--port <number>', summary: 'port of 127.0.0.1 (default: 4566)' },
      {
        flags: '--inspect <name>',
        summary: "open Node's inspector on this lambda's function: no timeout counts for it",
      },
      json,
    ],
    load: async () => (await import('./dev.ts')).runDev,
  },
  {
    name: 'local',
    args: '',
    summary: 'serve the local AWS until Ctrl-C',
    description:
      'Lambda with function URLs, API Gateway, EventBridge and its Scheduler, S3, SQS, SNS, IAM, STS, CloudWatch, CloudWatch Logs, SSM parameters, Secrets Manager and Resource Groups Tagging on one port of 127.0.0.1; schedules fire and queues are polled. Commands for the local stage use it while it runs. A browser finds a console there: functions, logs, what is in buckets and queues, and the graph with the plan. POST /_local/clock moves its clock forward, POST /_local/reset drops everything.',
    options: [
      { flags: '--port <number>', summary: 'port of 127.0.0.1 (default: 4566)' },
      { flags: '--state <directory>', summary: 'where it remembers (default: .local)' },
      { flags: '--account <id>', summary: 'account id (default: 000000000000)' },
      { flags: '--region <name>', summary: 'region (default: us-east-1)' },
      {
        flags: '--settle-ms <number>',
        summary: 'milliseconds that functions stay in Pending and InProgress (default: 0)',
      },
      {
        flags: '--role-settle-ms <number>',
        summary: 'milliseconds that Lambda cannot assume a new role (default: 0)',
      },
      {
        flags: '--limits <aws|none>',
        summary: "enforce Lambda's request quotas, or none (default: none)",
      },
      {
        flags: '--enforce-iam',
        summary: 'refuse what the policies of a role do not allow whoever assumed it',
      },
      {
        flags: '--record-authorizations <file>',
        summary: 'write down which actions are asked for on which resources, as JSON lines',
      },
      {
        flags: '--faults <spec>',
        summary:
          'what goes wrong on purpose: UpdateFunctionCode=throttle:2,*=delay:20-60ms (docs/reference/local-aws.md)',
      },
      json,
    ],
    load: async () => (await import('./local.ts')).runLocal,
  },
];
