import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws, type LocalAws } from '@tooling/local';

/** A local AWS of the demonstration's own, on a free port, of which nothing is left. */
export async function startDemoAws(): Promise<LocalAws & AsyncDisposable> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'lambda-demo-'));
  const remove = () => rm(stateDirectory, { recursive: true, force: true });
  const aws = await startLocalAws({ stateDirectory, background: true }).catch(
    async (error: unknown) => {
      await remove();
      throw error;
    },
  );
  return {
    ...aws,
    async [Symbol.asyncDispose]() {
      await aws.close();
      await remove();
    },
  };
}
