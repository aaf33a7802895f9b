import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { functionName, newFunction, region, type FactLab } from './fact-lab.ts';
import { aFunction } from './stand-of.ts';
import type { ToldCase } from './told-cases.ts';

const test = 'TestLambdaFunction::test_lambda_code_location_s3_errors';
const missing = { S3Bucket: 'code-of-functions', S3Key: 'non/existent.zip' };

async function createBucket({ url }: FactLab): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ endpoint: url, region, credentials });
  await s3.send(new CreateBucketCommand({ Bucket: missing.S3Bucket }));
  s3.destroy();
}

/** Code that is in a bucket, or is not. */
export const s3CodeCases: Readonly<Record<string, ToldCase>> = {
  [`${test}/create-error-wrong-bucket`]: (lab) =>
    lab.send('CreateFunction', { ...newFunction, Code: missing }),

  [`${test}/create-error-wrong-key`]: async (lab) => {
    await createBucket(lab);
    return await lab.send('CreateFunction', { ...newFunction, Code: missing });
  },

  [`${test}/update-error-wrong-key`]: async (lab) => {
    await createBucket(lab);
    await aFunction(lab);
    return await lab.send('UpdateFunctionCode', { FunctionName: functionName, ...missing });
  },
};
