import { functionArn } from '../../services/lambda/names/function-arn.ts';
import { parseFunctionName } from '../../services/lambda/names/function-name.ts';
import { mappingArn } from '../../services/lambda/mappings/mapping-document.ts';
import type { ActionInput, ActionRule, NeededAction, Surroundings } from '../needed-action.ts';
import {
  all,
  having,
  knowing,
  passRole,
  serviceRules,
  simple,
  tagging,
  textOf,
} from '../service-rules.ts';

/** Qualified where the request is: `function:predict:live`. */
const ofFunction = (input: ActionInput, at: Surroundings): string => {
  const { name, qualifier } = reference(input, at);
  return functionArn(at, name, qualifier);
};

/** Actions on aliases are actions on the function. */
const ofWholeFunction = (input: ActionInput, at: Surroundings): string =>
  functionArn(at, reference(input, at).name);

/** Of another account or region: refused by the operation itself, in other words. */
function reference(input: ActionInput, at: Surroundings) {
  const qualifier = textOf(input.Qualifier);
  try {
    return parseFunctionName(textOf(input.FunctionName), at, qualifier || undefined);
  } catch {
    return { name: textOf(input.FunctionName).split(':').at(-1) ?? '' };
  }
}

const ofMapping = (input: ActionInput, at: Surroundings) => mappingArn(at, textOf(input.UUID));
const ofSigning = (input: ActionInput) => textOf(input.CodeSigningConfigArn);
const ofTagged = (input: ActionInput) => textOf(input.Resource);

const layerArn = (input: ActionInput, { region, accountId }: Surroundings): string => {
  const name = textOf(input.LayerName);
  return name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${accountId}:layer:${name}`;
};
const layerVersionArn = (input: ActionInput, at: Surroundings): string =>
  `${layerArn(input, at)}:${String(input.VersionNumber)}`;

const mappedFunction = (input: ActionInput, at: Surroundings) => ({
  'lambda:FunctionArn':
    input.FunctionName === undefined
      ? at.functionOfMapping(textOf(input.UUID))
      : ofFunction(input, at),
});

const urlAuth = (input: ActionInput) => ({
  'lambda:FunctionUrlAuthType': textOf(input.AuthType ?? input.FunctionUrlAuthType) || undefined,
});

const readLayers: ActionRule = ({ Layers }) =>
  [Layers]
    .flat()
    .flatMap((arn) =>
      typeof arn === 'string' ? [{ action: 'lambda:GetLayerVersion', resource: arn }] : [],
    );

/** Lambda reads the code with the rights of whoever sends it. */
const readCode: ActionRule = (input) => {
  const { S3Bucket, S3Key, S3ObjectVersion } = (input.Code ??
    input.Content ??
    input) as ActionInput;
  if (typeof S3Bucket !== 'string') return [];
  const action = S3ObjectVersion === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [{ action, resource: `arn:aws:s3:::${S3Bucket}/${textOf(S3Key)}` }];
};

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const readNetwork: ActionRule = ({ VpcConfig }) => {
  const { SubnetIds = [] } = (VpcConfig ?? {}) as { readonly SubnetIds?: readonly string[] };
  if (SubnetIds.length === 0) return [];
  return ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'].map(
    (action): NeededAction => ({ action, resource: '*' }),
  );
};

const settings = all(
  passRole(({ Role }) => Role, 'lambda.amazonaws.com'),
  readLayers,
  readNetwork,
);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export const lambdaRules = serviceRules(
  'lambda',
  [
    [
      ofFunction,
      [
        'AddPermission',
        'DeleteFunction',
        'DeleteFunctionConcurrency',
        'DeleteFunctionEventInvokeConfig',
        'DeleteProvisionedConcurrencyConfig',
        'GetFunctionConcurrency',
        'GetFunctionConfiguration',
        'GetFunctionEventInvokeConfig',
        'GetFunctionRecursionConfig',
        'GetPolicy',
        'GetProvisionedConcurrencyConfig',
        'GetRuntimeManagementConfig',
        'ListFunctionEventInvokeConfigs',
        'ListFunctionUrlConfigs',
        'ListProvisionedConcurrencyConfigs',
        'PutFunctionConcurrency',
        'PutFunctionEventInvokeConfig',
        'PutFunctionRecursionConfig',
        'PutProvisionedConcurrencyConfig',
        'PutRuntimeManagementConfig',
        'RemovePermission',
        'UpdateFunctionEventInvokeConfig',
      ],
    ],
    [
      ofWholeFunction,
      [
        'CreateAlias',
        'DeleteAlias',
        'DeleteFunctionCodeSigningConfig',
        'GetAlias',
        'GetFunctionCodeSigningConfig',
        'ListAliases',
        'ListVersionsByFunction',
        'PublishVersion',
        'UpdateAlias',
      ],
    ],
    [layerArn, ['PublishLayerVersion']],
    [layerVersionArn, ['DeleteLayerVersion', 'GetLayerVersion']],
    [
      ofSigning,
      [
        'DeleteCodeSigningConfig',
        'GetCodeSigningConfig',
        'ListFunctionsByCodeSigningConfig',
        'UpdateCodeSigningConfig',
      ],
    ],
    [ofTagged, ['ListTags', 'TagResource', 'UntagResource']],
    [
      '*',
      [
        'CreateCodeSigningConfig',
        'GetAccountSettings',
        'ListCodeSigningConfigs',
        'ListEventSourceMappings',
        'ListFunctions',
        'ListLayerVersions',
        'ListLayers',
      ],
    ],
  ],
  {
    CreateFunction: all(
      tagging(simple('lambda:CreateFunction', ofFunction)),
      settings,
      readCode,
      having('Tags', tagging(simple('lambda:TagResource', ofFunction))),
    ),
    UpdateFunctionConfiguration: all(
      simple('lambda:UpdateFunctionConfiguration', ofFunction),
      settings,
    ),
    UpdateFunctionCode: all(simple('lambda:UpdateFunctionCode', ofFunction), readCode),
    // Without the right to list them, tags are left out of the answer.
    GetFunction: all(simple('lambda:GetFunction', ofFunction), (input, at) => [
      { action: 'lambda:ListTags', resource: ofWholeFunction(input, at), isOptional: true },
    ]),
    Invoke: simple('lambda:InvokeFunction', ofFunction),
    InvokeWithResponseStream: simple('lambda:InvokeFunction', ofFunction),
    GetLayerVersionByArn: simple('lambda:GetLayerVersion', ({ Arn }) => textOf(Arn)),
    PutFunctionCodeSigningConfig: simple('lambda:PutFunctionCodeSigningConfig', (input, at) => [
      ofSigning(input),
      ofWholeFunction(input, at),
    ]),
    // Before it is there, it has no name: AWS takes no resource, and tells the function as a condition.
    CreateEventSourceMapping: all(
      knowing(tagging(simple('lambda:CreateEventSourceMapping', '*')), mappedFunction),
      having('Tags', tagging(simple('lambda:TagResource', (_input, at) => mappingArn(at, '*')))),
    ),
    DeleteEventSourceMapping: knowing(
      simple('lambda:DeleteEventSourceMapping', ofMapping),
      mappedFunction,
    ),
    GetEventSourceMapping: knowing(
      simple('lambda:GetEventSourceMapping', ofMapping),
      mappedFunction,
    ),
    UpdateEventSourceMapping: knowing(
      simple('lambda:UpdateEventSourceMapping', ofMapping),
      mappedFunction,
    ),
    CreateFunctionUrlConfig: knowing(simple('lambda:CreateFunctionUrlConfig', ofFunction), urlAuth),
    DeleteFunctionUrlConfig: simple('lambda:DeleteFunctionUrlConfig', ofFunction),
    GetFunctionUrlConfig: simple('lambda:GetFunctionUrlConfig', ofFunction),
    UpdateFunctionUrlConfig: knowing(simple('lambda:UpdateFunctionUrlConfig', ofFunction), urlAuth),
  },
);
