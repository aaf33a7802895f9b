import { AwsError } from '../../../aws-error.ts';
import { invalidParameter } from '../lambda-errors.ts';

/** Where the request was received: names are looked up there and nowhere else. */
export interface Home {
  readonly accountId: string;
  readonly region: string;
}

export interface FunctionReference {
  readonly name: string;
  /** Of the name or of the request, as the caller wrote it. */
  readonly qualifier?: string;
}

/**
 * Takes apart what a caller may give as FunctionName: a name, an ARN, any part of an ARN from the
 * region or the account on, each with or without `:qualifier`.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
 */
const functionName =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:(?<region>(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(?<account>\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9-_.]+)(?::(?<qualifier>\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/**
 * @param qualifier The request's own Qualifier; it must agree with the one in the name.
 * @throws AwsError when the function is of another region or account.
 */
export function parseFunctionName(
  given: string,
  home: Home,
  qualifier?: string,
): FunctionReference {
  const parts = functionName.exec(given)?.groups;
  if (parts?.name === undefined) throw new Error(`"${given}" was not checked to be a name`);
  refuseOtherHome(parts.region, parts.account, home);
  const named = parts.qualifier;
  if (named !== undefined && qualifier !== undefined && named !== qualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  const chosen = qualifier ?? named;
  return { name: parts.name, ...(chosen !== undefined && { qualifier: chosen }) };
}

function refuseOtherHome(
  region: string | undefined,
  account: string | undefined,
  home: Home,
): void {
  if (region !== undefined && region !== home.region) {
    throw new AwsError(
      404,
      'ResourceNotFoundException',
      `Functions from '${region}' are not reachable in this region ('${home.region}')`,
      { Type: 'User' },
    );
  }
  if (account !== undefined && account !== home.accountId) {
    throw new AwsError(403, 'AccessDeniedException', '');
  }
}

/** Whether it can be the name of an alias: neither a number nor `$LATEST`. */
export function isAliasName(qualifier: string): boolean {
  return /^(?![0-9]+$)[a-zA-Z0-9-_]+$/.test(qualifier);
}

export function isVersionNumber(qualifier: string): boolean {
  return /^[0-9]+$/.test(qualifier);
}
