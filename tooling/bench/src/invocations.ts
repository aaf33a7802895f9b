import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { startLocalAws } from '@tooling/local';
import { repeat, summarize, type Figure } from './measure.ts';

const functionName = 'example-lambda';

/** Times calls over HTTP with the SDK, as any caller would make them. */
export async function measureInvocations(
  workspace: string,
): Promise<{ readonly cold: Figure; readonly warm: Figure }> {
  const local = await startLocalAws({ stateDirectory: join(workspace, '.local') });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new LambdaClient({ endpoint: local.url, region: local.region, credentials });
  const call = async () => {
    const started = performance.now();
    await client.send(new InvokeCommand({ FunctionName: functionName }));
    return performance.now() - started;
  };
  // A changed configuration retires the warm environment: the next call starts a new one.
  const coldCall = async (index: number) => {
    const Variables = { RUN: String(index) };
    await client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: functionName,
        Environment: { Variables },
      }),
    );
    return call();
  };
  try {
    let index = 0;
    const cold = await repeat(15, () => coldCall((index += 1)));
    await call();
    const times: number[] = [];
    for (let one = 0; one < 500; one += 1) times.push(await call());
    return { cold, warm: summarize(times) };
  } finally {
    client.destroy();
    await local.close();
  }
}
