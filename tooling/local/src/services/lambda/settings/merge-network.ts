import type { FileSystemConfig, VpcConfig } from '@aws-sdk/client-lambda';
import { invalidParameter } from '../lambda-errors.ts';
import type { FileSystemSettings, FunctionSettings, VpcSettings } from './function-settings.ts';

export interface NetworkInput {
  readonly VpcConfig?: VpcConfig | undefined;
  readonly FileSystemConfigs?: readonly FileSystemConfig[] | undefined;
}

/**
 * A function's VPC and the file systems that it mounts there. There is no EC2 and no EFS here, so
 * that every subnet, security group and access point of the right form is taken to exist.
 *
 * @throws AwsError for what does not go together.
 */
export function mergeNetwork(
  before: Pick<FunctionSettings, 'vpc' | 'fileSystems'>,
  input: NetworkInput,
): Pick<FunctionSettings, 'vpc' | 'fileSystems'> {
  const vpc = mergeVpc(before.vpc, input.VpcConfig);
  const fileSystems = input.FileSystemConfigs?.map(fileSystemOf) ?? before.fileSystems ?? [];
  checkMount(vpc, fileSystems, input);
  return { ...(vpc && { vpc }), ...(fileSystems.length > 0 && { fileSystems }) };
}

function mergeVpc(
  before: VpcSettings | undefined,
  input: VpcConfig | undefined,
): VpcSettings | undefined {
  if (input === undefined) return before;
  const { SubnetIds, SecurityGroupIds, Ipv6AllowedForDualStack } = input;
  const nothingSaid = !SubnetIds && !SecurityGroupIds && Ipv6AllowedForDualStack === undefined;
  if (nothingSaid) return before;
  const after: VpcSettings = {
    subnetIds: SubnetIds ?? before?.subnetIds ?? [],
    securityGroupIds: SecurityGroupIds ?? before?.securityGroupIds ?? [],
    ipv6AllowedForDualStack: Ipv6AllowedForDualStack ?? before?.ipv6AllowedForDualStack ?? false,
  };
  if ((after.subnetIds.length === 0) !== (after.securityGroupIds.length === 0)) {
    // As callers report it: https://github.com/aws/aws-sdk-js/issues/1293
    throw invalidParameter('SubnetIds and SecurityIds must coexist or be both empty list.');
  }
  return after;
}

function fileSystemOf({ Arn = '', LocalMountPath = '' }: FileSystemConfig): FileSystemSettings {
  return { arn: Arn, localMountPath: LocalMountPath };
}

/** As callers report it: https://github.com/aws-cloudformation/cfn-lint/pull/4408 and https://github.com/aws/chalice/issues/1453 */
function checkMount(
  vpc: VpcSettings | undefined,
  [mounted]: readonly FileSystemSettings[],
  input: NetworkInput,
): void {
  if (mounted === undefined || (vpc !== undefined && vpc.subnetIds.length > 0)) return;
  throw invalidParameter(
    input.FileSystemConfigs === undefined
      ? `Function VPC configuration cannot be removed with access point ${mounted.arn} referenced.`
      : `Function must be configured to execute in a VPC to reference access point ${mounted.arn}.`,
  );
}
