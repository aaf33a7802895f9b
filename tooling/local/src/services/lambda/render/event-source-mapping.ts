import type { EventSourceMappingConfiguration, FunctionResponseType } from '@aws-sdk/client-lambda';
import { mappingArn, type MappingDocument } from '../mappings/mapping-document.ts';
import { functionArn } from '../names/function-arn.ts';
import type { Home } from '../names/function-name.ts';

/** Recorded (test_lambda_integration_sqs.snapshot.json). */
export function showMapping(mapping: MappingDocument, home: Home): EventSourceMappingConfiguration {
  const { uuid, filters, maximumConcurrency, transition, enabled } = mapping;
  return {
    UUID: uuid,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    EventSourceArn: mapping.eventSourceArn,
    EventSourceMappingArn: mappingArn(home, uuid),
    FunctionArn: functionArn(home, mapping.functionName, mapping.qualifier),
    FunctionResponseTypes: mapping.responseTypes as FunctionResponseType[],
    LastModified: new Date(mapping.lastModifiedMs),
    State: transition?.state ?? (enabled ? 'Enabled' : 'Disabled'),
    StateTransitionReason: 'USER_INITIATED',
    ...(filters.length > 0 && {
      FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) },
    }),
    ...(maximumConcurrency !== undefined && {
      ScalingConfig: { MaximumConcurrency: maximumConcurrency },
    }),
  };
}
