import type { Constraints } from '../../protocols/constraint.ts';
import type { Service } from '../../service.ts';
import type { State } from '../../state/state.ts';
import type { SecretDocument } from './secret-document.ts';
import { secretOperations } from './secret-operations.ts';

const secretId = { notNull: true, minLength: 1, maxLength: 2048 };
const token = { minLength: 32, maxLength: 64 };
const value = { minLength: 1, maxLength: 65_536, sensitive: true };

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/ (read November 2026) */
const constraints: Readonly<Record<string, Constraints>> = {
  CreateSecret: {
    Name: { notNull: true, minLength: 1, maxLength: 512 },
    ClientRequestToken: token,
    Description: { maxLength: 2048 },
    SecretString: value,
  },
  PutSecretValue: {
    SecretId: secretId,
    ClientRequestToken: token,
    SecretString: value,
    VersionStages: { minLength: 1, maxLength: 20, items: { minLength: 1, maxLength: 256 } },
  },
  GetSecretValue: {
    SecretId: secretId,
    VersionId: token,
    VersionStage: { minLength: 1, maxLength: 256 },
  },
  DescribeSecret: { SecretId: secretId },
  DeleteSecret: { SecretId: secretId },
};

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
    constraints,
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
