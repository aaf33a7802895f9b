import { limitExceeded } from './iam-errors.ts';

/** White space not counted. */
const maxPolicyCharacters = 6144;

/** Of a managed policy. @throws AwsError LimitExceeded */
export function checkPolicySize(document: string): void {
  if (document.replaceAll(/\s/g, '').length <= maxPolicyCharacters) return;
  throw limitExceeded(`Cannot exceed quota for PolicySize: ${maxPolicyCharacters}`);
}
