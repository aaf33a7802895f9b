import {
  bucketOf,
  checkCodeBucket,
  checkUnzippedSize,
  layersAfter,
  type BuiltCandidate,
  type FunctionPlan,
  type FunctionStore,
} from '@tooling/core';

/** Holds what a function uploads against what else it takes: its layers, and a bucket on the way. */
export type UploadCheck = (
  planned: FunctionPlan,
  candidate: BuiltCandidate,
) => Promise<FunctionPlan>;

/** Asks AWS once for each layer and bucket, and only where something is uploaded. */
export function createUploadCheck(store: FunctionStore): UploadCheck {
  const buckets = new Map<string, Promise<string | undefined>>();
  const layers = new Map<string, Promise<ReadonlyMap<string, number>>>();
  const bucketProblem = (bucket: string) =>
    once(buckets, bucket, () => store.findBucketProblem(bucket));
  const layerBytes = async (arns: readonly string[]) => {
    const read = arns.map((arn) => once(layers, arn, () => store.readLayerBytes([arn])));
    return new Map((await Promise.all(read)).flatMap((one) => [...one]));
  };
  return async (planned, candidate) => {
    if (planned.action === 'none' || planned.action === 'blocked') return planned;
    const bucket = bucketOf(planned);
    const checked =
      bucket === undefined ? planned : checkCodeBucket(planned, await bucketProblem(bucket));
    const arns = planned.artifact === undefined || !planned.publishes ? [] : layersAfter(candidate);
    return arns.length === 0
      ? checked
      : checkUnzippedSize(checked, candidate, await layerBytes(arns));
  };
}

function once<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  read: () => Promise<Value>,
): Promise<Value> {
  const reading = known.get(key) ?? read();
  known.set(key, reading);
  return reading;
}
