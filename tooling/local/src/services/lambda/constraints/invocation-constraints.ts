import type { Constraint, Constraints } from '../../../protocols/constraint.ts';
import model from '../../../../models/lambda.json' with { type: 'json' };
import { functionName, region, versionOrAlias } from './shared-constraints.ts';

const destination: Constraint = {
  members: {
    Destination: {
      minLength: 0,
      maxLength: 350,
      pattern: String.raw`$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:(${region})?:(\d{12})?:(.*)`,
    },
  },
};

const eventInvokeConfig: Constraints = {
  ...versionOrAlias,
  MaximumRetryAttempts: { min: 0, max: 2 },
  MaximumEventAgeInSeconds: { min: 60, max: 21_600 },
  DestinationConfig: { members: { OnSuccess: destination, OnFailure: destination } },
};

/** A page of what is configured for versions and aliases. */
const listed: Constraints = { FunctionName: functionName, MaxItems: { min: 1, max: 50 } };

/** Recorded: of an alias, never `$LATEST`. */
const ofFunctionUrl: Constraints = {
  FunctionName: functionName,
  Qualifier: {
    minLength: 1,
    maxLength: 128,
    pattern: String.raw`((?!^\d+$)^[0-9a-zA-Z-_]+$)`,
  },
};

/** Of operations on how functions are invoked. */
export const invocationConstraints: Readonly<Record<string, Constraints>> = {
  InvokeWithResponseStream: model.operations.InvokeWithResponseStream,
  PutFunctionEventInvokeConfig: eventInvokeConfig,
  UpdateFunctionEventInvokeConfig: eventInvokeConfig,
  GetFunctionEventInvokeConfig: versionOrAlias,
  DeleteFunctionEventInvokeConfig: versionOrAlias,
  ListFunctionEventInvokeConfigs: listed,
  PutProvisionedConcurrencyConfig: {
    ...versionOrAlias,
    ProvisionedConcurrentExecutions: { min: 1 },
  },
  GetProvisionedConcurrencyConfig: versionOrAlias,
  DeleteProvisionedConcurrencyConfig: versionOrAlias,
  ListProvisionedConcurrencyConfigs: listed,
  PutFunctionRecursionConfig: {
    FunctionName: functionName,
    RecursiveLoop: { enum: ['Terminate', 'Allow'] },
  },
  GetFunctionRecursionConfig: { FunctionName: functionName },
  PutRuntimeManagementConfig: {
    ...versionOrAlias,
    UpdateRuntimeOn: { enum: ['Auto', 'Manual', 'FunctionUpdate'] },
    RuntimeVersionArn: {
      minLength: 26,
      maxLength: 2048,
      pattern: String.raw`arn:(aws[a-zA-Z-]*):lambda:${region}::runtime:.+`,
    },
  },
  GetRuntimeManagementConfig: versionOrAlias,
  CreateFunctionUrlConfig: {
    ...model.operations.CreateFunctionUrlConfig,
    ...ofFunctionUrl,
    InvokeMode: { enum: ['RESPONSE_STREAM', 'BUFFERED'] },
  },
  GetFunctionUrlConfig: ofFunctionUrl,
  UpdateFunctionUrlConfig: {
    ...model.operations.UpdateFunctionUrlConfig,
    ...ofFunctionUrl,
    InvokeMode: { enum: ['RESPONSE_STREAM', 'BUFFERED'] },
  },
  DeleteFunctionUrlConfig: ofFunctionUrl,
  ListFunctionUrlConfigs: listed,
};
