import { createCipheriv } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { openLab } from '../test/preflight-lab.ts';
import { writesOf } from '../test/proxy.ts';

// Deflating 51 MB in JavaScript takes most of its time.
it('sends a zip over 50 MB through the bucket of the stage, and looks first whether it is there', async () => {
  await using lab = await openLab({
    'deploy.config.ts': `export default {
      service: 'tests',
      stages: { local: { account: '000000000000', region: 'us-east-1', codeBucket: 'birds-code' } },
    };\n`,
    'lambdas/one/index.js':
      "import { statSync } from 'node:fs';\nexport const handler = async () => statSync('noise').size;\n",
    'lambdas/one/lambda.config.ts':
      "export default { bundling: { files: [{ from: 'noise' }] } };\n",
    'lambdas/one/noise': '',
  });
  // What no archive makes smaller, and the same each time.
  const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
  const sizeBytes = 51 * 1024 * 1024;
  const file = join(lab.workspace.root, 'lambdas/one/noise');
  await writeFile(file, noise.update(Buffer.alloc(sizeBytes)));
  const refused = await lab.run('deploy');
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain(
    'deploy.config.ts codeBucket: birds-code is not there: create it in the region of the stage, or name another',
  );
  expect(writesOf(lab.proxy.seen)).toEqual([]);

  const s3 = new S3Client({
    endpoint: lab.stage.aws.url,
    region: lab.stage.aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'birds-code' }));
  s3.destroy();
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  const created = lab.proxy.seen.find(
    ({ method, path }) => method === 'POST' && path === '/2015-03-31/functions',
  );
  expect(JSON.parse(created?.body ?? '{}')).toMatchObject({ Code: { S3Bucket: 'birds-code' } });
  const { Payload } = await lab.stage.lambda.send(
    new InvokeCommand({ FunctionName: 'one', Qualifier: 'live' }),
  );
  expect(Buffer.from(Payload ?? []).toString()).toBe(String(sizeBytes));
});
