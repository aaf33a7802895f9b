/** `arn:aws:iam::123456789012:policy/team/name` has the path `/team/`. */
export function parsePolicyArn(
  arn: string,
): { readonly path: string; readonly name: string } | undefined {
  const match = /^arn:aws[a-z-]*:iam::(?:aws|\d{12}):policy(\/(?:[!-~]+\/)?)([\w+=,.@-]+)$/.exec(
    arn,
  );
  return match === null ? undefined : { path: match[1] ?? '/', name: match[2] ?? '' };
}

export function isAwsManaged(arn: string): boolean {
  return /^arn:aws[a-z-]*:iam::aws:policy\//.test(arn);
}
