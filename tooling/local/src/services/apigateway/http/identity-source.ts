import { joinedQuery } from '../../../web/event-v2.ts';
import { headerOf } from '../../../web/web-request.ts';
import type { Exchange } from './http-world.ts';

/** The value of `$request.header.Authorization` and the like; undefined when there is none. */
export function identityOf(source: string, exchange: Exchange): string | undefined {
  const { request, routeKey, stageName, stage } = exchange;
  const name = source.split('.').slice(2).join('.');
  if (source.startsWith('$request.header.')) return headerOf(request, name.toLowerCase());
  if (source.startsWith('$request.querystring.')) return joinedQuery(request)[name];
  if (source.startsWith('$stageVariables.')) {
    return stage.settings.StageVariables?.[source.slice('$stageVariables.'.length)];
  }
  const context: Readonly<Record<string, string>> = {
    routeKey,
    stage: stageName,
    httpMethod: request.method,
    path: request.rawPath,
  };
  return context[source.slice('$context.'.length)];
}
