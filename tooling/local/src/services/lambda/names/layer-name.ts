import { AwsError } from '../../../aws-error.ts';
import type { Home } from './function-name.ts';

/** `arn:aws:lambda:REGION:ACCOUNT:layer:NAME`, with `:VERSION` of a version. */
export function layerArn(home: Home, name: string, version?: string | number): string {
  const arn = `arn:aws:lambda:${home.region}:${home.accountId}:layer:${name}`;
  return version === undefined ? arn : `${arn}:${String(version)}`;
}

/** What a caller may give as LayerName: the name, or the ARN. @throws AwsError of another home. */
export function layerNameOf(given: string, home: Home): string {
  const [, , , region, account, , name] = given.split(':');
  if (name === undefined) return given;
  refuseForeignLayer(given, { region, account }, home);
  return name;
}

/** Name and number in the ARN of a version. @throws AwsError of another home. */
export function parseLayerVersionArn(arn: string, home: Home) {
  const [, , , region, account, , name = '', version = ''] = arn.split(':');
  refuseForeignLayer(arn, { region, account }, home);
  return { name, version };
}

/** Layers of other accounts are somewhere else: who asks for one must not get less than it. */
function refuseForeignLayer(
  arn: string,
  {
    region,
    account,
  }: { readonly region?: string | undefined; readonly account?: string | undefined },
  home: Home,
): void {
  if (region === home.region && account === home.accountId) return;
  throw new AwsError(
    501,
    'NotImplemented',
    `The local AWS has only layers of its own account and region, not ${arn}`,
  );
}
