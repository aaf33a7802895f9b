import type { Parameter, ParameterType } from '@aws-sdk/client-ssm';
import type { RequestContext } from '../../service.ts';
import { openText } from '../sealed-text.ts';

export interface ParameterDocument {
  readonly name: string;
  readonly type: ParameterType;
  /** Oldest first; the last one is what is read without a version. At most a hundred are kept. */
  readonly versions: readonly ParameterVersion[];
}

export interface ParameterVersion {
  readonly number: number;
  /** Of a SecureString: sealed. */
  readonly value: string;
  readonly modifiedAtMs: number;
  readonly dataType: string;
}

/** What a name may be: `/a/b`, the ARN of that, or one of them with `:3` behind it. */
export interface ParameterReference {
  readonly name: string;
  readonly selector: string | undefined;
}

export function parseReference(given: string): ParameterReference {
  const [, path, rest = ''] =
    /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter(\/[^:]*)(.*)$/.exec(given) ?? [];
  if (path !== undefined) {
    // A name without a path has the same slash in its ARN.
    const name = path.lastIndexOf('/') === 0 ? path.slice(1) : path;
    return { name, selector: rest === '' ? undefined : rest.slice(1) };
  }
  const [name = '', selector] = given.split(':');
  return { name, selector };
}

export function showParameter(
  { name, type }: ParameterDocument,
  { number, value, modifiedAtMs, dataType }: ParameterVersion,
  {
    region,
    accountId,
    decrypt,
    selector,
  }: Pick<RequestContext, 'region' | 'accountId'> & {
    readonly decrypt: boolean | undefined;
    readonly selector?: string | undefined;
  },
): Parameter {
  return {
    ARN: `arn:aws:ssm:${region}:${accountId}:parameter${name.startsWith('/') ? '' : '/'}${name}`,
    DataType: dataType,
    LastModifiedDate: new Date(modifiedAtMs),
    Name: name,
    ...(selector !== undefined && { Selector: `:${selector}` }),
    Type: type,
    // Without decryption the ciphertext is what is answered.
    Value: type === 'SecureString' && decrypt ? openText(value) : value,
    Version: number,
  };
}
