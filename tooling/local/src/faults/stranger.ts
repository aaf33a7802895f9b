import { zipSync } from 'fflate';
import { AwsError } from '../aws-error.ts';
import type { RequestContext, Service } from '../service.ts';

interface Meddling {
  /** Lambda. */
  readonly service: Service;
  readonly functionName: string;
  readonly context: RequestContext;
}

/**
 * What somebody else does to a function between two requests, by the same operations that anybody
 * has. Where Lambda refuses it, as it may while an update is in progress, the stranger gives up.
 */
export async function meddle(
  does: 'delete' | 'code' | 'configuration' | 'alias',
  meddling: Meddling,
): Promise<void> {
  try {
    if (does === 'delete') await call(meddling, 'DeleteFunction', {});
    else if (does === 'code') await call(meddling, 'UpdateFunctionCode', { ZipFile: strangeZip() });
    else if (does === 'configuration') await changeMemory(meddling);
    else await moveAliases(meddling);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function call<Output>(
  { service, functionName, context }: Meddling,
  operation: string,
  input: object,
): Promise<Output> {
  const run = service.operations[operation] as
    ((input: object, context: RequestContext) => Promise<Output>) | undefined;
  if (run === undefined) throw new Error(`${service.name} has no ${operation}`);
  return run({ FunctionName: functionName, ...input }, context);
}

async function changeMemory(meddling: Meddling): Promise<void> {
  const { MemorySize } = await call<{ MemorySize: number }>(
    meddling,
    'GetFunctionConfiguration',
    {},
  );
  const step = MemorySize < 10_240 ? 1 : -1;
  await call(meddling, 'UpdateFunctionConfiguration', { MemorySize: MemorySize + step });
}

/** Each alias to the newest version that it does not name; to its own anew where there is no other. */
async function moveAliases(meddling: Meddling): Promise<void> {
  const { Aliases } = await call<{
    Aliases: readonly { readonly Name: string; readonly FunctionVersion: string }[];
  }>(meddling, 'ListAliases', {});
  const { Versions } = await call<{ Versions: readonly { readonly Version: string }[] }>(
    meddling,
    'ListVersionsByFunction',
    {},
  );
  const numbers = Versions.map(({ Version }) => Version).filter((version) => version !== '$LATEST');
  for (const { Name, FunctionVersion } of Aliases) {
    const other = numbers.filter((number) => number !== FunctionVersion).at(-1);
    await call(meddling, 'UpdateAlias', { Name, FunctionVersion: other ?? FunctionVersion });
  }
}

function strangeZip(): Uint8Array {
  const source = "export const handler = async () => 'the code of a stranger';\n";
  return zipSync({ 'index.mjs': [Buffer.from(source), { mtime: new Date(2026, 0, 1) }] });
}
