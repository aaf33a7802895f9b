import { decodePath, type WebRequest } from '../../../web/web-request.ts';
import type { ApiDocument } from '../api-document.ts';
import type { Exchange } from './http-world.ts';
import { matchRoute } from './match-route.ts';

/** The route that a request takes, as its stage serves it; undefined: Not Found. */
export function findRoute(
  api: ApiDocument,
  request: WebRequest,
): Omit<Exchange, 'api' | 'request'> | undefined {
  const { stageName, path } = stageOf(api, request.rawPath);
  const stage = api.stages[stageName];
  const routing = api.deployments[stage?.settings.DeploymentId ?? '']?.routing;
  if (stage === undefined || routing === undefined) return undefined;
  const match = matchRoute(Object.values(routing.routes), { method: request.method, path });
  return match && { ...match, stageName, stage, routing };
}

/** Stages but `$default` are named by the first segment of the path. */
function stageOf({ stages }: ApiDocument, rawPath: string) {
  const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/.exec(rawPath) ?? [];
  const name = decodePath(first);
  return name !== '$default' && Object.hasOwn(stages, name)
    ? { stageName: name, path: rest === '' ? '/' : rest }
    : { stageName: '$default', path: rawPath };
}
