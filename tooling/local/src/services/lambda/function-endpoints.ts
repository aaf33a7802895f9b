import type { LocalFunction, LocalFunctions } from '@tooling/core/local-api';
import type { LocalEndpoints } from '../../gateway/answer-local.ts';
import type { State } from '../../state/state.ts';
import { addressOf } from '../../web/web-endpoint.ts';
import type { FunctionDocument } from './document/function-document.ts';
import { isIdle, statesOf } from './document/function-states.ts';
import { own } from './document/own.ts';
import { openFunctionStore } from './function-store.ts';
import { versionOf } from './render/function-configuration.ts';

export interface FunctionEndpointOptions {
  readonly state: State;
  readonly now: () => Date;
  readonly inactiveAfterMs?: number | undefined;
  readonly endpoint: string;
  readonly region: string;
}

/** `GET /_local/functions`, from the documents alone: nothing that runs functions is loaded for it. */
export function functionEndpoints(options: FunctionEndpointOptions): LocalEndpoints {
  return {
    async 'GET /_local/functions'(): Promise<LocalFunctions> {
      const store = await openFunctionStore(options.state, options.now);
      return { functions: store.list().map((document) => showFunction(document, options)) };
    },
  };
}

function showFunction(document: FunctionDocument, options: FunctionEndpointOptions): LocalFunction {
  const alias = own(document.aliases, 'live');
  const version = versionOf(document, alias?.version ?? '$LATEST');
  const { settings, code } = version;
  const idle = isIdle(document, options.now().getTime(), options.inactiveAfterMs);
  const urls = Object.entries(document.urls ?? {}).map(
    ([qualifier, { id }]) => [qualifier, `${addressOf('lambda-url', id, options)}/`] as const,
  );
  return {
    functionName: document.name,
    state: statesOf(version, idle).State ?? 'Active',
    lastUpdateStatus: statesOf(document.latest, idle).LastUpdateStatus,
    runtime: settings.runtime,
    memorySize: settings.memorySize,
    timeout: settings.timeout,
    codeSize: code.sizeBytes,
    lastModified: new Date(version.lastModifiedMs).toISOString(),
    logGroup: settings.logging.logGroup,
    ...(alias && {
      live: {
        version: alias.version,
        description: settings.description,
        weights: alias.weights,
      },
    }),
    urls: Object.fromEntries(urls),
    tags: document.tags,
  };
}
