import type { Correction } from './correction.ts';
import { cloudwatchCorrections } from './corrections/cloudwatch-corrections.ts';
import { cloudwatchLogsCorrections } from './corrections/cloudwatch-logs-corrections.ts';
import { lambdaCorrections } from './corrections/lambda-corrections.ts';

/** By the directory of the model. */
export const corrections: Readonly<Record<string, readonly Correction[]>> = {
  cloudwatch: cloudwatchCorrections,
  'cloudwatch-logs': cloudwatchLogsCorrections,
  lambda: lambdaCorrections,
  'resource-groups-tagging-api': [
    {
      of: ['ResourcesPerPage'],
      constraint: { min: 1, max: 100 },
      source:
        'https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html',
    },
    {
      of: ['TagsPerPage'],
      constraint: { min: 100, max: 500 },
      source:
        'https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html',
    },
  ],
  ssm: [
    {
      of: ['ParameterType'],
      constraint: { enum: ['SecureString', 'StringList', 'String'] },
      source: 'recorded by moto: test_put_parameter_invalid_type',
    },
    {
      of: ['PSParameterValue'],
      constraint: { minLength: 1 },
      source: 'recorded by moto: test_put_parameter_empty_string_value',
    },
  ],
};
