import * as sdk from '@aws-sdk/client-lambda';
import type { Answer } from './matches-fact.ts';
import { accountId, region, role, startLambda, zipOf } from '../testing/start-lambda.ts';

/** A Lambda of its own for each fact, and the means to talk to it and to bring it into a state. */
export interface FactLab {
  readonly url: string;
  readonly operations: readonly string[];
  /** Sends by the SDK's client and gives what came over the wire; errors are answers, too. */
  send(operation: string, input?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** The same, of a request that must succeed: the parsed body. */
  ok(
    operation: string,
    input?: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>>;
  /** Lets the time pass that a function takes to settle. */
  settle(): void;
  stop(): Promise<void>;
}

export { accountId, region, role };

export const functionName = 'fact-function';

/** What a CreateFunction of the facts needs besides what it says. */
export const newFunction = {
  FunctionName: functionName,
  Runtime: 'nodejs22.x',
  Handler: 'index.handler',
  Role: role,
  Code: { ZipFile: zipOf() },
};

type AnyCommand = new (input: object) => Parameters<sdk.LambdaClient['send']>[0];

export async function startFactLab(settleMs = 0): Promise<FactLab> {
  const lambda = await startLambda({ settleMs });
  let last: Answer | undefined;
  const client = new sdk.LambdaClient({
    endpoint: lambda.url,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: { handle: async (request: WireRequest) => await exchange(request) },
  });

  async function exchange(request: WireRequest) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(request.query)) {
      for (const one of [value ?? ''].flat()) query.append(name, one);
    }
    const search = query.size === 0 ? '' : `?${query.toString()}`;
    const response = await fetch(`${lambda.url}${request.path}${search}`, {
      method: request.method,
      headers: Object.fromEntries(
        Object.entries(request.headers).filter(
          ([name]) => !['host', 'content-length'].includes(name),
        ),
      ),
      ...(request.body !== undefined && { body: request.body }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const headers = Object.fromEntries(response.headers);
    last = toAnswer(response.status, headers, bytes);
    return { response: { statusCode: response.status, headers, body: bytes } };
  }

  const send: FactLab['send'] = async (operation, input = {}) => {
    last = undefined;
    const Command = (sdk as unknown as Record<string, AnyCommand | undefined>)[
      `${operation}Command`
    ];
    if (Command === undefined) throw new Error(`The SDK has no ${operation}`);
    const failure = await client.send(new Command(input)).then(
      () => undefined,
      (error: unknown) => error,
    );
    const answer = last as Answer | undefined;
    if (answer === undefined) throw failure;
    const name = failure instanceof sdk.LambdaServiceException ? failure.name : undefined;
    if (name !== answer.code) throw new Error(`${String(answer.code)} reads as ${String(name)}`);
    return answer;
  };

  return {
    url: lambda.url,
    operations: lambda.operations,
    send,
    async ok(operation, input) {
      const answer = await send(operation, input);
      if (answer.code !== undefined) throw new Error(`${operation}: ${String(answer.message)}`);
      return answer.body as Record<string, unknown>;
    },
    settle() {
      lambda.clock.nowMs += settleMs;
    },
    async stop() {
      client.destroy();
      await lambda.stop();
    },
  };
}

interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export function toAnswer(
  status: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): Answer {
  const text = new TextDecoder().decode(bytes);
  const body = parseJson(text);
  const code = headers['x-amzn-errortype'];
  const { message, Message } = (body ?? {}) as { message?: string; Message?: string };
  return { status, headers, body, text, code, message: message ?? Message };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
