import model from '../../../models/ssm.json' with { type: 'json' };
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import type { ParameterDocument } from './parameter-document.ts';
import { readParameterOperations } from './read-parameters.ts';
import { writeParameterOperations } from './write-parameters.ts';

/** Systems Manager: its Parameter Store. */
export async function createSsmService({ state }: { readonly state: State }): Promise<Service> {
  const parameters = await state.collection<ParameterDocument>('ssm/parameters');
  return {
    name: 'ssm',
    protocol: 'awsJson1_1',
    loadClient: () => import('@aws-sdk/client-ssm'),
    constraints: model.operations,
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
