/** Who signed, as the events of function URLs and HTTP APIs tell it: any access key is the account's root. */
export function iamAuthorizer(
  accessKeyId: string,
  { accountId }: { readonly accountId: string },
): object {
  return {
    iam: {
      accessKey: accessKeyId,
      accountId,
      callerId: accountId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: `arn:aws:iam::${accountId}:root`,
      userId: accountId,
    },
  };
}
