import type { ReadableReference } from './execution-role.ts';
import type { PolicyPlace } from './execution-policy.ts';

/** What is referred to, as the resource of a policy. */
export function referenceArn(
  { kind, name }: Pick<ReadableReference, 'kind' | 'name'>,
  { partition, region, account }: PolicyPlace,
): string {
  if (kind === 'parameter') {
    // What follows the name is a version or a label, of which IAM knows nothing.
    if (name.startsWith('arn:')) return name.split(':').slice(0, 6).join(':');
    const path = name.replace(/:.*$/, '').replace(/^\//, '');
    return `arn:${partition}:ssm:${region}:${account}:parameter/${path}`;
  }
  if (name.startsWith('arn:')) return name;
  // Secrets Manager adds a hyphen and six characters of its own to the name.
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}-??????`;
}
