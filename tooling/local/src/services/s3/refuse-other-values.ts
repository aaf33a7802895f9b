import { notImplemented } from '../../gateway/call-operation.ts';

/** What says no more than what is the case anyway is taken. */
export function refuseOtherValues(operation: string, input: object): void {
  const asked = input as Readonly<Record<string, string | undefined>>;
  for (const [member, value] of Object.entries(only)) {
    const other = asked[member];
    if (other === undefined || other === value) continue;
    throw notImplemented(`The local AWS does not implement ${member} ${other} of s3:${operation}`);
  }
}

const only: Readonly<Record<string, string>> = {
  ACL: 'private',
  ServerSideEncryption: 'AES256',
  StorageClass: 'STANDARD',
};
