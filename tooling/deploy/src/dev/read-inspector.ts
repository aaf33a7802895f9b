import { createServer, type AddressInfo } from 'node:net';

/** Where a debugger attaches. */
export interface Inspector {
  readonly port: number;
  /** `ws://127.0.0.1:9229/ID`; absent when nothing listens, as where the function could not be loaded. */
  readonly url?: string | undefined;
}

interface Target {
  readonly webSocketDebuggerUrl?: string;
}

/** Asks Node's inspector for the address of its one target. */
export async function readInspector(port: number): Promise<Inspector> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    const [target] = (await response.json()) as readonly Target[];
    return { port, url: target?.webSocketDebuggerUrl };
  } catch {
    return { port };
  }
}

/** The port that debuggers try by themselves, or where it is taken any other that is free. */
export async function findInspectorPort(): Promise<number> {
  return (await tryPort(9229)) ?? (await tryPort(0)) ?? 0;
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(true);
    });
  });
  if (!listening) return undefined;
  const found = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
  return found;
}
