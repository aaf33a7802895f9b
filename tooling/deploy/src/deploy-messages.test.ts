import type { FaultsInput } from '@tooling/local';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deployOnce, type DeployedStage } from '../test/deployed-stage.ts';
import {
  iamRefusal,
  refusal,
  refusedRequestId,
  startProxy,
  type Intervention,
} from '../test/proxy.ts';
import { createTestClock, runLambda } from '../test/run-lambda.ts';

const handler = (text: string) => `exports.handler = async () => '${text}';\n`;
const configured = 'reservedConcurrency: 5, asyncInvocation: { maximumRetryAttempts: 0 }';

let deployed: DeployedStage;
beforeAll(async () => {
  deployed = await deployOnce(
    { 'lambdas/first/index.js': handler('first') },
    {
      'lambdas/first/index.js': handler('newer'),
      'lambdas/first/lambda.config.ts': `export default { memorySize: 256, ${configured} };\n`,
      'lambdas/new/index.js': handler('new'),
    },
  );
});
afterAll(async () => {
  await deployed[Symbol.asyncDispose]();
});

/** What goes wrong, and what has to be said of it. */
interface Case {
  readonly what: string;
  /** Method, path and body of the request that fails. */
  readonly request?: RegExp;
  readonly does?: Intervention;
  readonly faults?: FaultsInput;
  /** Which function, what AWS answered. */
  readonly said: string | RegExp;
  /** What is live: its row in the table, or what stands in the place of the table. */
  readonly shown: RegExp;
}

const denied = refusal(403, 'AccessDeniedException', 'it is not authorized');
/** The operation stands between the two. */
const answered = (name: string) =>
  new RegExp(`${name}: it is not authorized \\([A-Z]\\w+, request ${refusedRequestId}\\)`);
const iamDenied = iamRefusal(403, 'AccessDenied', 'it is not authorized');

const refused = (request: RegExp, name: string, shown: RegExp): Case => ({
  what: `a refusal of ${request.source.replaceAll('\\', '')}`,
  request,
  does: denied,
  said: new RegExp(`${name}: ${answered('AccessDeniedException').source}`),
  shown,
});

const refusedByIam = (action: string): Case => ({
  what: `a refusal of ${action}`,
  request: new RegExp(`Action=${action}&.*RoleName=new-`),
  does: iamDenied,
  said: new RegExp(`new: ${answered('AccessDenied').source}`),
  shown: /^new +not live +failed/m,
});

const endsFailed = (operation: string, resource: string, said: RegExp, shown: RegExp): Case => ({
  what: `${operation} that is accepted and ends Failed`,
  faults: { rules: [{ operation, resource, fault: 'ends-failed' }] },
  said,
  shown,
});

// Before the switch version 1 stays live, after it version 2 is.
const isOne = /^first +1 +failed/m;
const isTwo = /^first +2 \(was 1\) +failed/m;
const isNone = /^new +not live +failed/m;

it.each<Case>([
  // Nothing is known of what is live.
  refused(/^GET .*\/functions\/first\?Qualifier=live/, 'first', /^AWS_REFUSED +first/m),
  refused(/^PUT .*\/functions\/first\/code/, 'first', isOne),
  refused(/^PUT .*\/functions\/first\/configuration/, 'first', isOne),
  refused(/^POST .*\/functions\/first\/versions/, 'first', isOne),
  refused(/^PUT .*\/functions\/first\/aliases\/live/, 'first', isOne),
  refused(/^PUT .*\/functions\/first\/concurrency/, 'first', isTwo),
  refused(/^PUT .*\/functions\/first\/event-invoke-config/, 'first', isTwo),
  refused(/^POST .*\/tags\/.*first/, 'first', isTwo),
  refusedByIam('CreateRole'),
  refusedByIam('PutRolePolicy'),
  refused(/^POST .*\/functions .*"FunctionName":"new"/, 'new', isNone),
  refused(/^POST .*\/functions\/new\/aliases/, 'new', isNone),
  {
    what: 'a connection that is cut whenever code is uploaded',
    request: /^PUT .*\/functions\/first\/code/,
    does: 'drop-request',
    said: /NETWORK_FAILED {2}first: socket hang up/,
    shown: isOne,
  },
  endsFailed(
    'UpdateFunctionConfiguration',
    'first',
    /FUNCTION_FAILED {2}first could not be updated: InternalError/,
    isOne,
  ),
  endsFailed(
    'UpdateFunctionCode',
    'first',
    /FUNCTION_FAILED {2}first could not be updated: InternalError/,
    isOne,
  ),
  endsFailed('CreateFunction', 'new', /FUNCTION_FAILED {2}new is Failed: InternalError/, isNone),
])(
  'says of $what which function, what AWS answered, what is live, and what to do',
  async ({ request, does, faults, said, shown }) => {
    await using stage = await deployed.start();
    let fails = true;
    await using proxy = await startProxy(stage.aws.url, ({ method, path, body }) =>
      Promise.resolve(fails && request?.test(`${method} ${path} ${body}`) ? does : undefined),
    );
    await stage.aws.setFaults(faults);
    const options = {
      cwd: deployed.workspace.root,
      env: { AWS_ENDPOINT_URL: proxy.url },
      clock: createTestClock(),
    };
    const { exitCode, out, err } = await runLambda(['deploy'], options);
    expect(exitCode).toBe(1);
    expect(out + err).toMatch(said);
    expect(out + err).toContain('run the same command again');
    expect(out + err).toMatch(shown);

    fails = false;
    await stage.aws.setFaults(undefined);
    expect(await runLambda(['deploy'], options)).toMatchObject({ exitCode: 0 });
    for (const [name, text] of Object.entries({ first: 'newer', new: 'new' })) {
      expect((await runLambda(['invoke', name], options)).out).toBe(`"${text}"\n`);
    }
  },
);
