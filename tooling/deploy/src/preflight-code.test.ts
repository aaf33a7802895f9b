import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateCodeSigningConfigCommand,
  UpdateCodeSigningConfigCommand,
} from '@aws-sdk/client-lambda';
import { expect, it } from 'vitest';
import { isThere } from '../test/by-hand.ts';
import { openLab } from '../test/preflight-lab.ts';
import { refusal } from '../test/proxy.ts';

const good = 'exports.handler = async () => 1;\n';

it('looks at code signing before anything is prepared, whether it is declared or was kept', async () => {
  await using lab = await openLab({ 'lambdas/one/index.js': good, 'lambdas/two/index.js': good });
  const create = (UntrustedArtifactOnDeployment: 'Enforce' | 'Warn') =>
    lab.stage.lambda.send(
      new CreateCodeSigningConfigCommand({
        AllowedPublishers: {
          SigningProfileVersionArns: [
            'arn:aws:signer:us-east-1:000000000000:/signing-profiles/birds/abcdefghij',
          ],
        },
        CodeSigningPolicies: { UntrustedArtifactOnDeployment },
      }),
    );
  const arnOf = async (policy: 'Enforce' | 'Warn') =>
    (await create(policy)).CodeSigningConfig?.CodeSigningConfigArn ?? '';
  const declare = (arn: string) =>
    lab.workspace.write({
      'lambdas/one/lambda.config.ts': `export default { codeSigningConfigArn: '${arn}' };\n`,
    });
  const enforced = await arnOf('Enforce');
  await declare(enforced);
  const refused = await lab.run('deploy');
  expect(refused.exitCode).toBe(2);
  expect(refused.out).toContain(
    `lambdas/one/lambda.config.ts codeSigningConfigArn: ${enforced} enforces signatures`,
  );
  expect(await isThere(lab.stage, 'two')).toBe(false);

  const warning = await arnOf('Warn');
  await declare(warning);
  expect(await lab.run('deploy')).toMatchObject({ exitCode: 0 });
  await lab.stage.lambda.send(
    new UpdateCodeSigningConfigCommand({
      CodeSigningConfigArn: warning,
      CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' },
    }),
  );
  await lab.workspace.write({
    'lambdas/one/lambda.config.ts': undefined,
    'lambdas/one/index.js': 'exports.handler = async () => 2;\n',
  });
  const kept = await lab.run('plan');
  expect(kept.exitCode).toBe(2);
  expect(kept.out).toContain(`${warning}, which the function has, enforces signatures`);
});

it('adds up the code and its layers as far as AWS tells their sizes', async () => {
  const layer = (name: string) => `arn:aws:lambda:us-east-1:000000000000:layer:${name}:1`;
  await using lab = await openLab({
    'lambdas/one/index.js': good,
    'lambdas/one/lambda.config.ts': `export default { layers: ['${layer('a')}', '${layer('b')}'] };\n`,
  });
  const Content = { CodeSize: 131_072_000 };
  lab.answers.layer = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Content }),
  };
  const planned = await lab.run('plan');
  expect(planned.exitCode).toBe(2);
  expect(planned.out).toMatch(
    /layers: the code has \d+ bytes unzipped and the archives of its layers 262144000, Lambda takes 262144000 in all/,
  );
  lab.answers.layer = refusal(403, 'AccessDeniedException', 'not allowed');
  expect(await lab.run('plan')).toMatchObject({ exitCode: 0 });
});

/** The beginning of a program of Linux for another processor. */
function foreignProgram(): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write('\u007fELF\u0002\u0001\u0001', 'latin1');
  bytes.writeUInt16LE(0xb7, 18);
  return bytes;
}

it('blocks machine code that the processor of the function cannot run', async () => {
  await using lab = await openLab({
    'lambdas/one/index.js': good,
    'lambdas/one/lambda.config.ts':
      "export default { bundling: { files: [{ from: 'bin/tool' }] } };\n",
    'lambdas/one/bin/tool': '',
  });
  await writeFile(join(lab.workspace.root, 'lambdas/one/bin/tool'), foreignProgram());
  const deployed = await lab.run('deploy');
  expect(deployed.exitCode).toBe(2);
  expect(deployed.out).toContain(
    'bundling: bin/tool in the zip is for Linux on arm64, and the function runs on Linux on x86_64',
  );
  expect(await isThere(lab.stage, 'one')).toBe(false);
});
