import type { SeenRequest } from './proxy.ts';

const isReading = (operation: string) => /^(?:Get|List|Describe|Head)/.test(operation);

/** Whether a request changes something, whatever protocol its service has. */
export function isWrite({ method, body, target, path }: SeenRequest): boolean {
  if (target !== undefined) return !isReading(target.split('.').at(-1) ?? '');
  const action = /^(?:.*&)?Action=(\w+)/.exec(body)?.[1];
  if (action !== undefined) return !isReading(action);
  const operation = /\/operation\/(\w+)$/.exec(path)?.[1];
  if (operation !== undefined) return !isReading(operation);
  return method !== 'GET' && method !== 'HEAD';
}
