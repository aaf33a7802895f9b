import type { StandIn } from '../stand-ins/stand-in.ts';

/** Credentials that the local AWS takes for its own account, for as long as it does not ask who one is. */
export function fixedCredentials(endpoint: string): StandIn {
  return {
    inputs: { 'role-to-assume': '', 'aws-region': '' },
    run({ inputs, session }) {
      Object.assign(session.env, {
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: inputs['aws-region'],
        AWS_ENDPOINT_URL: endpoint,
      });
      return Promise.resolve({});
    },
  };
}
