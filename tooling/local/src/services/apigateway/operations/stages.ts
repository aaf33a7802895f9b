import type {
  CreateStageRequest,
  DeleteAccessLogSettingsRequest,
  DeleteRouteSettingsRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  GetStagesResponse,
  Stage,
  UpdateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { ApiDocument, StageDocument } from '../api-document.ts';
import { badRequest, conflict, notFound } from '../apigateway-errors.ts';
import { changeApi, deploy, existingApi, without, type ApiWorld } from './api-world.ts';
import { page } from './page.ts';
import { pick } from './pick.ts';

export const stageOperations = (world: ApiWorld) => ({
  async CreateStage(input: CreateStageRequest): Promise<Stage> {
    const { ApiId, StageName = '', Tags = {} } = input;
    if (!/^(\$default|[\w-]{1,128})$/.test(StageName)) {
      throw badRequest(
        'Invalid stage name specified: it has letters, numbers, - and _, or is $default',
      );
    }
    const nowMs = world.now().getTime();
    const stage = {
      settings: pick(input, kept),
      tags: Tags,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    };
    const api = await changeApi(world, ApiId, (before) => {
      if (Object.hasOwn(before.stages, StageName)) throw conflict('Stage already exists');
      checkStage(before, stage);
      return withStage(before, StageName, stage);
    });
    return show(api, StageName);
  },

  async GetStage({ ApiId, StageName = '' }: GetStageRequest): Promise<Stage> {
    return show(existingApi(world, ApiId), StageName);
  },

  async GetStages(input: GetStagesRequest): Promise<GetStagesResponse> {
    const api = existingApi(world, input.ApiId);
    return page(
      Object.keys(api.stages).map((name) => show(api, name)),
      input,
    );
  },

  /** What it does not say stays. */
  async UpdateStage(input: UpdateStageRequest): Promise<Stage> {
    const { StageName = '' } = input;
    const api = await changeStage(world, input, (settings) => ({
      ...settings,
      ...pick(input, kept),
    }));
    return show(api, StageName);
  },

  async DeleteStage({ ApiId, StageName = '' }: DeleteStageRequest): Promise<object> {
    await changeApi(world, ApiId, (api) => {
      existing(api, StageName);
      return { ...api, stages: without(api.stages, StageName) };
    });
    return {};
  },

  async DeleteRouteSettings(input: DeleteRouteSettingsRequest): Promise<object> {
    const { RouteKey = '' } = input;
    await changeStage(world, input, ({ RouteSettings = {}, ...settings }) => {
      if (!Object.hasOwn(RouteSettings, RouteKey)) throw noRouteSettings(RouteKey);
      return { ...settings, RouteSettings: without(RouteSettings, RouteKey) };
    });
    return {};
  },

  async DeleteAccessLogSettings(input: DeleteAccessLogSettingsRequest): Promise<object> {
    await changeStage(world, input, ({ AccessLogSettings: _, ...settings }) => settings);
    return {};
  },
});

const kept = [
  'AccessLogSettings',
  'AutoDeploy',
  'DefaultRouteSettings',
  'DeploymentId',
  'Description',
  'RouteSettings',
  'StageVariables',
] as const satisfies readonly (keyof StageDocument['settings'])[];

async function changeStage(
  world: ApiWorld,
  { ApiId, StageName = '' }: { ApiId?: string | undefined; StageName?: string | undefined },
  change: (before: StageDocument['settings']) => StageDocument['settings'],
): Promise<ApiDocument> {
  return await changeApi(world, ApiId, (api) => {
    const before = existing(api, StageName);
    const settings = change(before.settings);
    const stage = { ...before, settings, updatedAtMs: world.now().getTime() };
    checkStage(api, stage);
    return withStage(api, StageName, stage);
  });
}

/** One that deploys by itself serves at once what is there. */
function withStage(api: ApiDocument, name: string, stage: StageDocument): ApiDocument {
  const changed = { ...api, stages: { ...api.stages, [name]: stage } };
  const isFirst = api.stages[name]?.settings.AutoDeploy !== true;
  if (stage.settings.AutoDeploy !== true || !isFirst) return changed;
  const moment = { nowMs: stage.updatedAtMs, isAutomatic: true };
  return deploy(changed, { stageName: name, ...moment }).api;
}

function show(api: ApiDocument, name: string): Stage {
  const { settings, tags, createdAtMs, updatedAtMs } = existing(api, name);
  return {
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    RouteSettings: {},
    StageVariables: {},
    ...settings,
    AutoDeploy: settings.AutoDeploy ?? false,
    StageName: name,
    Tags: { ...tags },
    CreatedDate: new Date(createdAtMs),
    LastUpdatedDate: new Date(updatedAtMs),
    ...(settings.AutoDeploy === true && {
      LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${String(settings.DeploymentId)}'`,
    }),
  };
}

/** @throws AwsError 404 */
function existing({ stages }: ApiDocument, name: string): StageDocument {
  const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
  if (stage !== undefined) return stage;
  throw notFound('Invalid stage identifier specified', 'Stage');
}

function checkStage(api: ApiDocument, { settings }: StageDocument): void {
  const { DeploymentId, AutoDeploy, RouteSettings = {}, AccessLogSettings } = settings;
  if (DeploymentId !== undefined && !Object.hasOwn(api.deployments, DeploymentId)) {
    if (AutoDeploy !== true)
      throw notFound('Invalid deployment identifier specified', 'Deployment');
  }
  const keys = new Set(Object.values(api.routes).map(({ RouteKey }) => RouteKey));
  for (const key of Object.keys(RouteSettings)) if (!keys.has(key)) throw noRouteSettings(key);
  if (AccessLogSettings === undefined) return;
  const { DestinationArn = '', Format = '' } = AccessLogSettings;
  if (!/^arn:aws[a-z-]*:logs:[^:]*:\d{12}:log-group:[^:]+(:\*)?$/.test(DestinationArn)) {
    throw badRequest(
      'Invalid ARN specified in the request. The ARN must be of a log group of CloudWatch Logs',
    );
  }
  if (!/\$context\.(requestId|extendedRequestId)/.test(Format)) {
    throw badRequest(
      'AccessLogSettings format must contain at least one of $context.requestId or $context.extendedRequestId',
    );
  }
}

function noRouteSettings(key: string) {
  return notFound(`Unable to find Route by key ${key} within the provided RouteSettings`);
}
