import type { ManagedPolicyDocument, PolicyVersions } from './iam-documents.ts';

export function versionsOf({
  versions,
  createdAt,
  document,
}: ManagedPolicyDocument): PolicyVersions {
  return versions ?? { default: 1, last: 1, all: [{ number: 1, createdAt, document }] };
}

export const versionId = (number: number): string => `v${number}`;
