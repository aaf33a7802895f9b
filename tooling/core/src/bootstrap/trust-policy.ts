import type { PolicyDocument } from './access-statement.ts';

/** Whose tokens are meant. */
export const tokenIssuer = 'token.actions.githubusercontent.com';
/** For whom a job asks for a token. */
export const tokenAudience = 'sts.amazonaws.com';

export const providerArnOf = ({
  partition,
  account,
}: {
  readonly partition: string;
  readonly account: string;
}): string => `arn:${partition}:iam::${account}:oidc-provider/${tokenIssuer}`;

/** Only jobs of these subjects get the role, each named in full: a star would let in others. */
export function trustPolicy(providerArn: string, subjects: readonly string[]): PolicyDocument {
  const [subject = '', ...others] = subjects;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: providerArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${tokenIssuer}:aud`]: tokenAudience,
            [`${tokenIssuer}:sub`]: others.length === 0 ? subject : subjects,
          },
        },
      },
    ],
  };
}
