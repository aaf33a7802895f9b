import type { RoleDocument } from '../services/iam/iam-documents.ts';
import { roleKey } from '../services/iam/iam-store.ts';
import { mappingCollection } from '../services/lambda/mappings/mapping-store.ts';
import type { MappingDocument } from '../services/lambda/mappings/mapping-document.ts';
import { functionArn } from '../services/lambda/names/function-arn.ts';
import { isObject, objectKey, type KeyDocument } from '../services/s3/s3-store.ts';
import { findSecret, type SecretDocument } from '../services/secretsmanager/secret-document.ts';
import type { Collection, State } from '../state/state.ts';
import type { Surroundings } from './needed-action.ts';

interface Options {
  readonly state: State;
  readonly accountId: string;
  readonly region: string;
  readonly now: () => Date;
}

/** Reads what the rules of one service look up, and of the others nothing: that would take time. */
export async function openSurroundings(
  service: string,
  { state, accountId, region, now }: Options,
): Promise<Surroundings> {
  const of = async <Document>(owner: string, name: string) =>
    service === owner ? await state.collection<Document>(name) : nothing;
  const roles = await of<RoleDocument>('iam', 'iam/roles');
  const mappings = await of<MappingDocument>('lambda', mappingCollection);
  const secrets = await of<SecretDocument>('secretsmanager', 'secretsmanager/secrets');
  const objects = await of<KeyDocument>('s3', 's3/objects');
  return {
    accountId,
    region,
    role(name) {
      const { arn, permissionsBoundary, tags } = roles.get(roleKey(name)) ?? {
        arn: `arn:aws:iam::${accountId}:role/${name}`,
        tags: {},
      };
      return { arn, permissionsBoundary, tags };
    },
    functionOfMapping(uuid) {
      const mapping = mappings.get(uuid);
      return mapping && functionArn({ accountId, region }, mapping.functionName, mapping.qualifier);
    },
    secretArn: (id) => findSecret(secrets, id, now().getTime())?.arn,
    hasObject(bucket, key) {
      const newest = objects.get(objectKey(bucket, key));
      return newest !== undefined && isObject(newest);
    },
  };
}

const nothing: Collection<never> = {
  get: () => undefined,
  list: () => [],
  put: () => Promise.resolve(),
  delete: () => Promise.resolve(false),
};
