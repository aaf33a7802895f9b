import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { StepFailed } from '../runner/not-rehearsed.ts';
import type { ActionCall, StandIn } from './stand-in.ts';

/**
 * aws-actions/configure-aws-credentials, with OIDC: the job's token for the credentials of a role, of
 * the account that `endpoint` stands for.
 *
 * @see https://github.com/aws-actions/configure-aws-credentials/blob/v6.2.3/action.yml
 */
export function configureAwsCredentials(endpoint: string): StandIn {
  return {
    inputs: {
      'role-to-assume': '',
      'aws-region': '',
      'role-session-name': 'GitHubActions',
      'role-duration-seconds': '3600',
      audience: 'sts.amazonaws.com',
    },
    async run(call) {
      const { inputs, session } = call;
      const credentials = await assumeRole(call, endpoint, await fetchToken(call));
      const secrets = {
        AWS_ACCESS_KEY_ID: credentials.AccessKeyId ?? '',
        AWS_SECRET_ACCESS_KEY: credentials.SecretAccessKey ?? '',
        AWS_SESSION_TOKEN: credentials.SessionToken ?? '',
      };
      for (const secret of Object.values(secrets)) session.masks.add(secret);
      const region = inputs['aws-region'] ?? '';
      Object.assign(session.env, secrets, {
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        // In the place of AWS's own addresses, and only for those who have credentials.
        AWS_ENDPOINT_URL: endpoint,
      });
      call.log('Authenticated as the assumed role');
      return {};
    },
  };
}

async function fetchToken({ inputs, session }: ActionCall): Promise<string> {
  const address = session.runnerEnv.ACTIONS_ID_TOKEN_REQUEST_URL;
  if (address === undefined) {
    throw new StepFailed(
      'Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers',
    );
  }
  const url = `${address}&audience=${encodeURIComponent(inputs.audience ?? '')}`;
  const bearer = String(session.runnerEnv.ACTIONS_ID_TOKEN_REQUEST_TOKEN);
  const response = await fetch(url, { headers: { authorization: `bearer ${bearer}` } });
  const { value } = (await response.json()) as { readonly value: string };
  return value;
}

async function assumeRole({ inputs }: ActionCall, endpoint: string, token: string) {
  const client = new STSClient({
    endpoint,
    region: inputs['aws-region'] ?? '',
    // The token is the credential: nothing is signed.
    credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' },
  });
  try {
    const { Credentials } = await client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: inputs['role-to-assume'],
        RoleSessionName: inputs['role-session-name'],
        DurationSeconds: Number(inputs['role-duration-seconds']),
        WebIdentityToken: token,
      }),
    );
    if (Credentials === undefined) throw new Error('no credentials in the answer');
    return Credentials;
  } catch (error) {
    throw new StepFailed(`Could not assume role with OIDC: ${(error as Error).message}`);
  } finally {
    client.destroy();
  }
}
