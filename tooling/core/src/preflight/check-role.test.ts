import { describe, expect, test } from 'vitest';
import { artifactOf, liveOf, want } from '../../test/examples.ts';
import { plan, problemsOf } from '../../test/preflight-situation.ts';

describe('the role that is made', () => {
  const permissions = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      actions: ['s3:GetObject'],
      resources: [`arn:aws:s3:::${'birds'.repeat(36)}-${index}/*`],
    }));

  test('is refused when its policy is larger than IAM takes, with its size', () => {
    expect(problemsOf({ config: { permissions: permissions(30) } })).toEqual([]);
    expect(problemsOf({ config: { permissions: permissions(50) } })).toEqual([
      expect.stringMatching(
        /^lambdas\/predict\/lambda.config.ts permissions: the policy of the role prod-predict-eu-central-1 has 1\d{4} characters without white space, IAM takes 10240: declare fewer/,
      ),
    ]);
  });

  test('stays under the path where it was made, and that is said', () => {
    const wanted = want({ memorySize: 512 });
    const live = liveOf(wanted, artifactOf('b'));
    const role = 'arn:aws:iam::123456789012:role/before/prod-predict-eu-central-1';
    const state = {
      kind: 'live',
      live: { ...live, settings: { ...live.settings, role } },
    } as const;
    const planned = plan({ candidate: { wanted, state } });
    expect(planned).toMatchObject({
      action: 'update',
      executionRole: { name: 'prod-predict-eu-central-1' },
      warnings: [
        'role: prod-predict-eu-central-1 stays under /before/, where it was made, and is kept up to date there: rolePath /lambda-deploy/ is for roles that are made from now on',
      ],
    });
  });
});
