import type { Constraints } from '../../protocols/constraint.ts';
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import type { ParameterDocument } from './parameter-document.ts';
import { readParameterOperations } from './read-parameters.ts';
import { writeParameterOperations } from './write-parameters.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/ (read November 2026) */
const constraints: Readonly<Record<string, Constraints>> = {
  GetParameter: { Name: { notNull: true, minLength: 1, maxLength: 2048 } },
  GetParameters: { Names: { notNull: true, minLength: 1, maxLength: 10 } },
  GetParametersByPath: {
    Path: { notNull: true, minLength: 1, maxLength: 2048 },
    MaxResults: { min: 1, max: 10 },
  },
  PutParameter: {
    Name: { notNull: true, minLength: 1, maxLength: 2048 },
    Value: { notNull: true, minLength: 1, sensitive: true },
    Type: { enum: ['SecureString', 'StringList', 'String'] },
  },
  DeleteParameter: { Name: { notNull: true, minLength: 1, maxLength: 2048 } },
};

/** Systems Manager: its Parameter Store. */
export async function createSsmService({ state }: { readonly state: State }): Promise<Service> {
  const parameters = await state.collection<ParameterDocument>('ssm/parameters');
  return {
    name: 'ssm',
    protocol: 'awsJson1_1',
    loadClient: () => import('@aws-sdk/client-ssm'),
    constraints,
    operations: { ...readParameterOperations(parameters), ...writeParameterOperations(parameters) },
    refused: {
      PutParameter: ['AllowedPattern', 'Tags', 'Policies'],
      GetParametersByPath: ['ParameterFilters'],
    },
    ignored: {
      PutParameter: {
        Description: 'no operation that is there shows it',
        KeyId: 'there is no KMS: a SecureString is only hidden',
      },
    },
    partly: {
      GetParameter: 'versions, no labels; no parameters of other accounts or of Secrets Manager',
      PutParameter:
        'standard tier; no patterns, policies or tags; a SecureString is hidden in the state, not encrypted by KMS',
      GetParametersByPath: 'no filters',
    },
  };
}
