import type {
  DeleteBucketPolicyRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error.ts';
import type { RequestContext } from '../../service.ts';
import { requireBucket, type S3Store } from './s3-store.ts';

/** Where a bucket is, and who may use it: that is kept, and nobody is refused for it. */
export const policyOperations = (store: S3Store) => ({
  GetBucketLocation(
    input: GetBucketLocationRequest,
    context: RequestContext,
  ): Promise<GetBucketLocationOutput> {
    requireBucket(store, input, context);
    const { region } = context;
    // The first region has none, and no type says so.
    const LocationConstraint = region === 'us-east-1' ? undefined : (region as 'eu-west-1');
    return Promise.resolve({ LocationConstraint });
  },

  GetBucketPolicy(
    input: GetBucketPolicyRequest,
    context: RequestContext,
  ): Promise<GetBucketPolicyOutput> {
    const { name: BucketName, policy } = requireBucket(store, input, context);
    if (policy !== undefined) return Promise.resolve({ Policy: policy });
    throw new AwsError(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', {
      BucketName,
    });
  },

  async PutBucketPolicy(input: PutBucketPolicyRequest, context: RequestContext): Promise<object> {
    const bucket = requireBucket(store, input, context);
    const { Policy = '' } = input;
    checkPolicy(Policy);
    await store.buckets.put(bucket.name, { ...bucket, policy: Policy });
    return noContent;
  },

  async DeleteBucketPolicy(
    input: DeleteBucketPolicyRequest,
    context: RequestContext,
  ): Promise<object> {
    const bucket = requireBucket(store, input, context);
    await store.buckets.put(bucket.name, { ...bucket, policy: undefined });
    return noContent;
  },
});

const noContent = { $metadata: { httpStatusCode: 204 } };

function checkPolicy(policy: string): void {
  const document = parse(policy);
  if (document === undefined) {
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
  if (!('Statement' in document)) throw malformedPolicy('Missing required field Statement');
}

function parse(policy: string): object | undefined {
  if (!policy.startsWith('{')) return undefined;
  try {
    return JSON.parse(policy) as object;
  } catch {
    return undefined;
  }
}

function malformedPolicy(message: string): AwsError {
  return new AwsError(400, 'MalformedPolicy', message);
}
