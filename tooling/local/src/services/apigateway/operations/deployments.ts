import type {
  CreateDeploymentRequest,
  DeleteDeploymentRequest,
  Deployment,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  GetDeploymentsResponse,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-apigatewayv2';
import type { ApiDocument, DeploymentDocument } from '../api-document.ts';
import { badRequest, notFound } from '../apigateway-errors.ts';
import { changeApi, deploy, existingApi, without, type ApiWorld } from './api-world.ts';
import { page } from './page.ts';

export const deploymentOperations = (world: ApiWorld) => ({
  async CreateDeployment(input: CreateDeploymentRequest): Promise<Deployment> {
    const { ApiId, StageName, Description } = input;
    let id = '';
    const api = await changeApi(world, ApiId, (before) => {
      if (StageName !== undefined && !Object.hasOwn(before.stages, StageName)) {
        throw notFound('Invalid stage identifier specified', 'Stage');
      }
      if (Object.keys(before.routes).length === 0) {
        throw badRequest('At least one route is required before deploying the Api.');
      }
      const deployed = deploy(before, {
        stageName: StageName,
        nowMs: world.now().getTime(),
        isAutomatic: false,
        description: Description,
      });
      id = deployed.deploymentId;
      return deployed.api;
    });
    return show(api, id);
  },

  async GetDeployment({ ApiId, DeploymentId = '' }: GetDeploymentRequest): Promise<Deployment> {
    return show(existingApi(world, ApiId), DeploymentId);
  },

  async GetDeployments(input: GetDeploymentsRequest): Promise<GetDeploymentsResponse> {
    const api = existingApi(world, input.ApiId);
    return page(
      Object.keys(api.deployments).map((id) => show(api, id)),
      input,
    );
  },

  async UpdateDeployment(input: UpdateDeploymentRequest): Promise<Deployment> {
    const { ApiId, DeploymentId = '', Description } = input;
    const api = await changeApi(world, ApiId, (before) => {
      const deployment = existing(before, DeploymentId);
      const description = Description ?? deployment.description;
      const deployments = { ...before.deployments, [DeploymentId]: { ...deployment, description } };
      return { ...before, deployments };
    });
    return show(api, DeploymentId);
  },

  async DeleteDeployment({ ApiId, DeploymentId = '' }: DeleteDeploymentRequest): Promise<object> {
    await changeApi(world, ApiId, (api) => {
      existing(api, DeploymentId);
      const stages = Object.values(api.stages);
      if (stages.some(({ settings }) => settings.DeploymentId === DeploymentId)) {
        throw badRequest('Active stages pointing to this deployment must be moved or deleted');
      }
      return { ...api, deployments: without(api.deployments, DeploymentId) };
    });
    return {};
  },
});

function show(api: ApiDocument, id: string): Deployment {
  const { createdAtMs, description, isAutomatic } = existing(api, id);
  return {
    AutoDeployed: isAutomatic,
    CreatedDate: new Date(createdAtMs),
    DeploymentId: id,
    DeploymentStatus: 'DEPLOYED',
    ...(description !== undefined && { Description: description }),
  };
}

/** @throws AwsError 404 */
function existing({ deployments }: ApiDocument, id: string): DeploymentDocument {
  const deployment = Object.hasOwn(deployments, id) ? deployments[id] : undefined;
  if (deployment !== undefined) return deployment;
  throw notFound('Invalid deployment identifier specified', 'Deployment');
}
