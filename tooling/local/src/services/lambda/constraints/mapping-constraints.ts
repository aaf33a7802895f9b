import model from '../../../../models/lambda.json' with { type: 'json' };
import type { Constraints } from '../../../protocols/constraint.ts';
import { functionName } from './shared-constraints.ts';

const {
  CreateEventSourceMapping,
  GetEventSourceMapping,
  UpdateEventSourceMapping,
  DeleteEventSourceMapping,
  ListEventSourceMappings,
} = model.operations;

/** Of event source mappings, as the model has them. */
export const mappingConstraints: Readonly<Record<string, Constraints>> = {
  CreateEventSourceMapping: {
    ...CreateEventSourceMapping,
    FunctionName: { ...functionName, notNull: true },
    // Recorded in this order (test_create_event_source_validation_kinesis).
    StartingPosition: { enum: ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'] },
  },
  GetEventSourceMapping,
  UpdateEventSourceMapping: { ...UpdateEventSourceMapping, FunctionName: functionName },
  DeleteEventSourceMapping,
  ListEventSourceMappings: { ...ListEventSourceMappings, FunctionName: functionName },
};
