import model from '../../../models/secrets-manager.json' with { type: 'json' };
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import type { SecretDocument } from './secret-document.ts';
import { secretOperations } from './secret-operations.ts';

/** Secrets and their versions, whose stages say which one is current. */
export async function createSecretsManagerService({
  state,
}: {
  readonly state: State;
}): Promise<Service> {
  const secrets = await state.collection<SecretDocument>('secretsmanager/secrets');
  return {
    name: 'secretsmanager',
    protocol: 'awsJson1_1',
    loadClient: () => import('@aws-sdk/client-secrets-manager'),
    constraints: model.operations,
    operations: secretOperations(secrets),
    refused: {
      CreateSecret: ['AddReplicaRegions', 'Type'],
      PutSecretValue: ['RotationToken'],
    },
    ignored: {
      CreateSecret: { ForceOverwriteReplicaSecret: 'there are no other regions' },
    },
    partly: {
      CreateSecret:
        'hidden in the state, not encrypted by KMS; no replicas and no secrets of partners',
      DescribeSecret: 'no rotation',
      DeleteSecret: 'at once also when it is forced, where AWS takes a while',
    },
  };
}
