import { createHash } from 'node:crypto';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Home } from '../names/function-name.ts';
import type { FunctionSettings, VpcSettings } from '../settings/function-settings.ts';

/** The members about the VPC, the file systems and the layers. */
export function showNetwork(
  { vpc, fileSystems, layers }: FunctionSettings,
  home: Home,
): Pick<FunctionConfiguration, 'VpcConfig' | 'FileSystemConfigs' | 'Layers'> {
  return {
    ...(vpc && { VpcConfig: showVpc(vpc, home) }),
    ...(fileSystems && {
      FileSystemConfigs: fileSystems.map(({ arn, localMountPath }) => ({
        Arn: arn,
        LocalMountPath: localMountPath,
      })),
    }),
    ...(layers && {
      Layers: layers.map(({ arn, sizeBytes }) => ({ Arn: arn, CodeSize: sizeBytes })),
    }),
  };
}

function showVpc(vpc: VpcSettings, home: Home): FunctionConfiguration['VpcConfig'] {
  return {
    SubnetIds: [...vpc.subnetIds],
    SecurityGroupIds: [...vpc.securityGroupIds],
    VpcId: vpc.subnetIds.length > 0 ? vpcId(home) : '',
    Ipv6AllowedForDualStack: vpc.ipv6AllowedForDualStack,
  };
}

/** There is no EC2 to ask: each account has one VPC in a region, whatever the subnets. */
function vpcId({ accountId, region }: Home): string {
  const digest = createHash('sha256').update(`${accountId} ${region}`).digest('hex');
  return `vpc-${digest.slice(0, 17)}`;
}
