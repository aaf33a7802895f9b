import type { FunctionDocument } from '../document/function-document.ts';
import { isAliasName } from '../names/function-name.ts';
import { own } from '../document/own.ts';

/**
 * The number of the version that a qualifier names: `$LATEST`, a version of that number, or what
 * an alias points to. Without a qualifier it is `$LATEST`; undefined when there is none such.
 */
export function resolveVersion(
  document: FunctionDocument,
  qualifier: string | undefined,
): string | undefined {
  if (qualifier === undefined || qualifier === '$LATEST') return '$LATEST';
  if (isAliasName(qualifier)) return own(document.aliases, qualifier)?.version;
  return Object.hasOwn(document.versions, qualifier) ? qualifier : undefined;
}
