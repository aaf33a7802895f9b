import type { FunctionDocument, Moment } from './function-document.ts';
import { own } from './own.ts';

/** Environments that are kept ready for a version or an alias. The clock alone makes them ready. */
export interface ProvisionedConcurrency {
  readonly requested: number;
  /** What there is until the change is finished. */
  readonly allocatedBefore: number;
  readonly lastModifiedMs: number;
  readonly settlesAtMs: number;
}

export function putProvisioned(
  document: FunctionDocument,
  qualifier: string,
  requested: number,
  { nowMs, settleMs }: Pick<Moment, 'nowMs' | 'settleMs'>,
): FunctionDocument {
  const before = own(document.provisioned, qualifier);
  const config = {
    requested,
    allocatedBefore: before === undefined ? 0 : allocatedOf(before, nowMs),
    lastModifiedMs: nowMs,
    settlesAtMs: nowMs + settleMs,
  };
  return { ...document, provisioned: { ...document.provisioned, [qualifier]: config } };
}

export function removeProvisioned(document: FunctionDocument, qualifier: string): FunctionDocument {
  const { [qualifier]: _removed, ...provisioned } = document.provisioned ?? {};
  return { ...document, provisioned };
}

/** An alias that is moved takes its environments along: they are made anew for the other version. */
export function moveProvisioned(
  document: FunctionDocument,
  alias: string,
  { nowMs, settleMs }: Pick<Moment, 'nowMs' | 'settleMs'>,
): FunctionDocument {
  const config = own(document.provisioned, alias);
  if (config === undefined) return document;
  const moved = {
    ...config,
    allocatedBefore: allocatedOf(config, nowMs),
    settlesAtMs: nowMs + settleMs,
  };
  return { ...document, provisioned: { ...document.provisioned, [alias]: moved } };
}

/** What there is now, with all that the change has brought or taken. */
export function allocatedOf(config: ProvisionedConcurrency, nowMs: number): number {
  return isReady(config, nowMs) ? config.requested : config.allocatedBefore;
}

/** A change that takes no time is finished for the first who looks after it, not for its caller. */
export function isReady({ settlesAtMs }: ProvisionedConcurrency, nowMs: number): boolean {
  return nowMs >= settlesAtMs;
}

/** Of all versions and aliases of the function together. */
export function provisionedOf({ provisioned }: FunctionDocument): number {
  return Object.values(provisioned ?? {}).reduce((sum, { requested }) => sum + requested, 0);
}
