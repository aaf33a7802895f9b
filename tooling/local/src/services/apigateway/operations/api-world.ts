import type { ApiDocument, Routing } from '../api-document.ts';
import { newId, type ApiStore } from '../api-store.ts';
import { notFound } from '../apigateway-errors.ts';

/** What the operations work on, beside the request. */
export interface ApiWorld extends ApiStore {
  readonly now: () => Date;
  readonly accountId: string;
}

/** @throws AwsError 404 */
export function existingApi(world: ApiWorld, id = ''): ApiDocument {
  const api = world.apis.get(id);
  if (api !== undefined) return api;
  throw notFound(`Invalid API identifier specified ${world.accountId}:${id}`, 'Api');
}

/** Changes an API. @throws AwsError 404 */
export async function changeApi(
  world: ApiWorld,
  id: string | undefined,
  change: (before: ApiDocument) => ApiDocument,
): Promise<ApiDocument> {
  await world.apis.change(id ?? '', () => change(existingApi(world, id)));
  return existingApi(world, id);
}

/** Changes what an API serves, which stages that deploy by themselves then do. */
export async function changeRouting(
  world: ApiWorld,
  id: string | undefined,
  change: (before: ApiDocument) => Partial<Routing>,
): Promise<void> {
  await changeApi(world, id, (before) =>
    deployAutomatically({ ...before, ...change(before) }, world.now().getTime()),
  );
}

/** Gives every stage with AutoDeploy a new deployment; its last automatic one goes. */
function deployAutomatically(api: ApiDocument, nowMs: number): ApiDocument {
  const isAutomatic = (name: string) => api.stages[name]?.settings.AutoDeploy === true;
  return Object.keys(api.stages)
    .filter(isAutomatic)
    .reduce(
      (before, stageName) => deploy(before, { stageName, nowMs, isAutomatic: true }).api,
      api,
    );
}

/** Freezes what an API serves, for a stage where one is named. */
export function deploy(
  api: ApiDocument,
  {
    stageName,
    nowMs,
    isAutomatic,
    description,
  }: {
    readonly stageName?: string | undefined;
    readonly nowMs: number;
    readonly isAutomatic: boolean;
    readonly description?: string | undefined;
  },
): { readonly api: ApiDocument; readonly deploymentId: string } {
  const deploymentId = newId(6);
  const { routes, integrations, authorizers } = api;
  const routing = { routes, integrations, authorizers };
  const deployment = { routing, createdAtMs: nowMs, isAutomatic, description };
  const deployments = { ...api.deployments, [deploymentId]: deployment };
  const stage = stageName === undefined ? undefined : api.stages[stageName];
  if (stageName === undefined || stage === undefined) {
    return { api: { ...api, deployments }, deploymentId };
  }
  const settings = { ...stage.settings, DeploymentId: deploymentId };
  const stages = { ...api.stages, [stageName]: { ...stage, settings, updatedAtMs: nowMs } };
  return { api: withoutOutdated({ ...api, deployments, stages }), deploymentId };
}

/** Of automatic deployments only those are kept that a stage serves. */
function withoutOutdated(api: ApiDocument): ApiDocument {
  const served = new Set(Object.values(api.stages).map(({ settings }) => settings.DeploymentId));
  const kept = Object.entries(api.deployments).filter(
    ([id, { isAutomatic }]) => !isAutomatic || served.has(id),
  );
  return { ...api, deployments: Object.fromEntries(kept) };
}

/** A record without one of its entries. */
export function without<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
): Record<string, Value> {
  const { [key]: _removed, ...rest } = record;
  return rest;
}
