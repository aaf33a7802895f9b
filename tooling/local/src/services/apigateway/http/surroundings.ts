import type { EventSurroundings } from '../../../web/event-v2.ts';
import { decodePath } from '../../../web/web-request.ts';
import type { Authorized } from './authorize.ts';
import type { Exchange, HttpWorld } from './http-world.ts';

/** What events have beside the request: API Gateway decodes paths, and names the stage in them. */
export function surroundingsOf(
  world: HttpWorld,
  { request, routeKey, stageName, stage, pathParameters }: Exchange,
  { authorizer }: Authorized,
): EventSurroundings {
  const { StageVariables = {} } = stage.settings;
  return {
    routeKey,
    stage: stageName,
    path: decodePath(request.rawPath),
    accountId: world.accountId,
    authorizer,
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(Object.keys(StageVariables).length > 0 && { stageVariables: StageVariables }),
    nowMs: world.now().getTime(),
  };
}
