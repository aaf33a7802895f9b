import {
  createAuthorizationLog,
  type AuthorizationRecord,
} from './authorization/authorization-log.ts';
import { createGatekeeper } from './authorization/gatekeeper.ts';
import type { FaultsInput } from './faults/fault-rules.ts';
import { openFaults, type FaultsInForce } from './faults/open-faults.ts';
import type { LocalPages } from './gateway/answer-pages.ts';
import { createGateway } from './gateway/create-gateway.ts';
import { listenLocally } from './gateway/http-server.ts';
import { createRequestLog, type RequestCounts } from './gateway/request-log.ts';
import { openClock } from './clock/open-clock.ts';
import type { ClockState } from './clock/local-clock.ts';
import { parseClockChange, setClock, type ClockChange } from './clock/set-clock.ts';
import { composeServices } from './compose-services.ts';
import { reportOnce } from './report-once.ts';
import type { CodeDirectory } from './execution/executor.ts';
import type { CodeOverride } from './services/lambda/overrides.ts';
import type { LogListener } from './services/logs/log-feed.ts';
import { openState } from './state/open-state.ts';

export interface LocalAwsOptions {
  /** `.local`: made where there is none, and used by one process at a time. */
  readonly stateDirectory: string;
  /** 0, the default: any free port. */
  readonly port?: number | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  /** How long functions stay in Pending and InProgress. */
  readonly settleMs?: number | undefined;
  /** How long a new role, or one whose trust changed, cannot be assumed: in AWS some seconds. */
  readonly roleSettleMs?: number | undefined;
  /** How long a function may be idle before it is Inactive: for ever, or in AWS some weeks. */
  readonly inactiveAfterMs?: number | undefined;
  /** How long a function's environment stays warm without an invocation. */
  readonly idleMs?: number | undefined;
  /** `aws`: requests beyond the account's quota are throttled. */
  readonly limits?: 'aws' | 'none' | undefined;
  /** Refuses what the policies of a role do not allow whoever assumed it. The account's root may everything. */
  readonly enforceIam?: boolean | undefined;
  /** Told of each action that is asked for, once, by whom and on what; `true`: only kept. */
  readonly recordAuthorizations?: boolean | ((record: AuthorizationRecord) => void) | undefined;
  /** What goes wrong on purpose: as the README has it, in text or as an object. */
  readonly faults?: FaultsInput | string | undefined;
  /** How long to wait for another process that uses the same state. */
  readonly waitMs?: number | undefined;
  /** `server` announces its address in the state directory, for commands to find it. */
  readonly kind?: 'command' | 'server' | undefined;
  /** The time of the machine, from which the local AWS's own clock starts. */
  readonly now?: (() => Date) | undefined;
  /**
   * Whether schedules fire and queues are polled. Left out: in a server, and not while a command
   * that does something else has the local AWS open.
   */
  readonly background?: boolean | undefined;
  /** Answers `/_console/…`; a browser that asks for `/` is sent there. */
  readonly pages?: LocalPages | undefined;
  /** Told of every failure that is not an answer of AWS. Default: standard error. */
  readonly report?: ((error: unknown) => void) | undefined;
}

export interface LocalAws {
  /** `http://127.0.0.1:PORT`, the endpoint for SDK clients and the AWS CLI. */
  readonly url: string;
  readonly port: number;
  readonly accountId: string;
  readonly region: string;
  /** Ends running functions, finishes what was asked, and releases the state. */
  close(): Promise<void>;
  /** Drops everything, and counts requests anew: `POST /_local/reset`. Faults stay. */
  reset(): Promise<void>;
  /** Which faults are in force, and how often each struck: `GET /_local/faults`. */
  faults(): FaultsInForce;
  /**
   * Replaces the faults, or takes them away: `POST /_local/faults`, `DELETE /_local/faults`.
   *
   * @throws UserError USAGE
   */
  setFaults(faults: FaultsInput | string | undefined): Promise<FaultsInForce>;
  /** The local AWS's own time: `GET /_local/clock`. */
  showClock(): ClockState;
  /**
   * Moves the clock forward, carrying out what is due on the way, or changes its speed: `POST /_local/clock`.
   *
   * @throws UserError USAGE
   */
  setClock(change: ClockChange): Promise<ClockState>;
  /**
   * Which actions were asked for, where that is recorded or IAM is enforced: `GET /_local/authorizations`,
   * and from now on with `POST`.
   */
  authorizations(): readonly AuthorizationRecord[];
  /** How often each operation was asked for, by its outcome: `GET /_local/requests`. */
  requests(): RequestCounts;
  /**
   * Tells of each line that functions write, and that is written about them, as it happens.
   *
   * @returns ends it
   */
  followLogs(listener: LogListener): () => void;
  /**
   * Lets a function run other code, or without any what is deployed again: its aliases and `$LATEST`, not
   * a version that is called by its number. Environments of the code before finish what
   * they do, so that no invocation fails by it, and new ones start with the new code at once. No version,
   * alias or URL changes, nothing is written, and it ends with this process. A name that no function has
   * yet is kept for one.
   *
   * @param code - gives the directory of its files, when an environment starts with it
   * @returns when nothing runs the code any more that it had before, which may then be removed
   */
  overrideCode(functionName: string, code: CodeDirectory | undefined): Promise<void>;
  /** Variables of a function over those that are configured, under the same terms. */
  overrideEnvironment(
    functionName: string,
    variables: Readonly<Record<string, string>> | undefined,
  ): void;
  /**
   * Starts the function's environment, that of its live alias, with Node's inspector at a port of
   * 127.0.0.1, one environment at a time; while that is so, no timeout counts. To be called anew when its
   * code was overridden, which ends the environment. Without a port it runs like others again.
   *
   * @returns when it is loaded, and debuggers may attach
   */
  inspect(functionName: string, port: number | undefined): Promise<void>;
  /** Functions that run something else than what is deployed, and since when. */
  overrides(): readonly CodeOverride[];
}

/**
 * Starts a local AWS on 127.0.0.1: services are loaded at the first request for them, which a corrupt
 * state fails with STATE_CORRUPT.
 *
 * @throws UserError PORT_IN_USE, STATE_IN_USE or STATE_UNWRITABLE; USAGE when the faults are wrong.
 *
 * @example
 * import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
 *
 * const aws = await startLocalAws({ stateDirectory: '.local' });
 * const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
 * const lambda = new LambdaClient({ endpoint: aws.url, region: aws.region, credentials });
 * (await lambda.send(new ListFunctionsCommand({}))).Functions; // → []
 * await aws.close();
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const {
    stateDirectory,
    port = 0,
    accountId = '000000000000',
    region = 'us-east-1',
    settleMs = 0,
    roleSettleMs = 0,
    inactiveAfterMs,
    idleMs = defaultIdleMs,
    limits = 'none',
    enforceIam = false,
    recordAuthorizations = enforceIam,
    faults: wantedFaults,
    waitMs,
    kind = 'command',
    background = kind === 'server',
    pages,
    // eslint-disable-next-line no-restricted-syntax -- a server of its own: the time begins here
    now: realNow = () => new Date(),
    report = reportOnce(writeToStandardError),
  } = options;
  const state = await openState(stateDirectory, { waitMs, kind });
  const server = await listenLocally(port).catch(async (error: unknown) => {
    await state.close();
    throw error;
  });
  const clock = await openClock(state, { realNow, report });
  const now = () => clock.now();
  const composed = composeServices({
    state,
    clock,
    accountId,
    region,
    settleMs,
    roleSettleMs,
    inactiveAfterMs,
    idleMs,
    limits,
    endpoint: server.url,
    report,
  });
  const closing = new AbortController();
  const faults = openFaults(composed.entries);
  const requestLog = createRequestLog(now);
  const authorizations =
    recordAuthorizations === false
      ? undefined
      : createAuthorizationLog(recordAuthorizations === true ? undefined : recordAuthorizations);
  const local: LocalAws = {
    url: server.url,
    port: server.port,
    accountId,
    region,
    async reset() {
      await composed.reset();
      clock.reset();
      requestLog.reset();
      authorizations?.reset();
    },
    authorizations: () => authorizations?.show() ?? [],
    faults: () => faults.show(),
    setFaults: (given) => faults.set(given),
    requests: () => requestLog.show(),
    followLogs: (listener) => composed.logFeed.subscribe(listener),
    async overrideCode(functionName, code) {
      const left = composed.overrides.setCode(functionName, code);
      await composed.retire(functionName);
      await left;
    },
    overrideEnvironment(functionName, variables) {
      composed.overrides.setEnvironment(functionName, variables);
    },
    async inspect(functionName, port) {
      composed.overrides.setInspector(functionName, port);
      await composed.retire(functionName);
      if (port !== undefined) await composed.prepare(functionName);
    },
    overrides: () => composed.overrides.show(),
    showClock: () => clock.show(),
    setClock: (change) => setClock(clock, change),
    async close() {
      closing.abort();
      faults.close();
      await clock.close();
      // Both at once: requests may be waiting for functions that will not end by themselves.
      const endings = await Promise.allSettled([server.close(), composed.close()]);
      await composed.flush();
      await state.close();
      for (const ending of endings) if (ending.status === 'rejected') throw ending.reason;
    },
  };
  const gateway = createGateway({
    services: composed.entries,
    limiter: composed.limiter,
    web: composed.web,
    pages,
    closing: closing.signal,
    inject: faults.strike,
    requestLog,
    gatekeeper: createGatekeeper({
      state,
      accountId,
      region,
      now,
      enforces: enforceIam,
      log: authorizations,
    }),
    accountId,
    region,
    now,
    realNow: () => clock.realNow(),
    report,
    check: () => state.check(),
    local: {
      'GET /_local/health': () =>
        Promise.resolve({ status: 'running', pid: process.pid, accountId, region }),
      'POST /_local/reset': () => local.reset().then(() => ({})),
      'GET /_local/faults': () => Promise.resolve(faults.show()),
      'POST /_local/faults': async (_rest, readText) => faults.set(await readText()),
      'DELETE /_local/faults': () => faults.set(undefined),
      'GET /_local/clock': () => Promise.resolve(clock.show()),
      'POST /_local/clock': async (_rest, readText) =>
        local.setClock(parseClockChange(await readText())),
      'GET /_local/requests': () => Promise.resolve(requestLog.show()),
      'POST /_local/requests': () => {
        requestLog.reset();
        return Promise.resolve(requestLog.show());
      },
      'GET /_local/authorizations': () => Promise.resolve(local.authorizations()),
      'POST /_local/authorizations': () => {
        authorizations?.reset();
        return Promise.resolve(local.authorizations());
      },
      ...composed.local,
    },
  });
  await faults.set(wantedFaults).catch(async (error: unknown) => {
    await local.close();
    throw error;
  });
  if (background) await composed.startBackground();
  server.serve(gateway);
  if (kind === 'server') await state.announce(server.url);
  return local;
}

/** AWS keeps environments for some minutes, too. */
const defaultIdleMs = 300_000;

function writeToStandardError(text: string): void {
  // eslint-disable-next-line no-restricted-properties -- what nobody asked to be told must not vanish
  process.stderr.write(text);
}
