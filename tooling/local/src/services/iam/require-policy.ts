import { AwsError } from '../../aws-error.ts';
import type { ManagedPolicyDocument } from './iam-documents.ts';
import { noSuchEntity } from './iam-errors.ts';
import type { IamStore } from './iam-store.ts';
import { isAwsManaged } from './policy-arn.ts';

/** @throws AwsError NoSuchEntity */
export function requirePolicy({ policies }: IamStore, arn: string): ManagedPolicyDocument {
  const policy = policies.get(arn);
  if (policy !== undefined) return policy;
  if (isAwsManaged(arn)) throw awsManagedUnknown();
  throw noSuchEntity(`Policy ${arn} was not found.`);
}

export function awsManagedUnknown(): AwsError {
  return new AwsError(
    501,
    'NotImplemented',
    "The local AWS does not know the content of AWS's own policies; they can be attached.",
  );
}
