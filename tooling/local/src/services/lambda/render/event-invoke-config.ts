import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import type { EventInvokeConfig } from '../document/change-event-invoke-config.ts';

/** Both destinations are always there, empty where there is none. */
export function showEventInvokeConfig(
  config: EventInvokeConfig,
  functionArn: string,
): FunctionEventInvokeConfig {
  const { lastModifiedMs, maximumRetryAttempts, maximumEventAgeInSeconds } = config;
  return {
    LastModified: new Date(lastModifiedMs),
    FunctionArn: functionArn,
    ...(maximumRetryAttempts !== undefined && { MaximumRetryAttempts: maximumRetryAttempts }),
    ...(maximumEventAgeInSeconds !== undefined && {
      MaximumEventAgeInSeconds: maximumEventAgeInSeconds,
    }),
    DestinationConfig: {
      OnSuccess: { ...(config.onSuccess !== undefined && { Destination: config.onSuccess }) },
      OnFailure: { ...(config.onFailure !== undefined && { Destination: config.onFailure }) },
    },
  };
}
