import type {
  GetParameterRequest,
  GetParameterResult,
  GetParametersByPathRequest,
  GetParametersByPathResult,
  GetParametersRequest,
  GetParametersResult,
  Parameter,
} from '@aws-sdk/client-ssm';
import type { RequestContext } from '../../service.ts';
import type { Collection } from '../../state/state.ts';
import { pageOf } from '../page.ts';
import { parseReference, showParameter, type ParameterDocument } from './parameter-document.ts';
import { invalidToken, noParameter, noVersion, validation } from './ssm-errors.ts';

export const readParameterOperations = (parameters: Collection<ParameterDocument>) => {
  function find(given: string, decrypt: boolean | undefined, context: RequestContext) {
    const { name, selector } = parseReference(given);
    const document = parameters.get(name) ?? parameters.get(`/${name}`);
    if (document === undefined || (document.name !== name && !given.startsWith('arn:'))) {
      throw noParameter();
    }
    const version =
      selector === undefined
        ? newest(document)
        : document.versions.find(({ number }) => String(number) === selector);
    if (version === undefined) throw noVersion(name, selector ?? '');
    return showParameter(document, version, { ...context, decrypt, selector });
  }

  return {
    GetParameter(input: GetParameterRequest, context: RequestContext): Promise<GetParameterResult> {
      const { Name = '', WithDecryption } = input;
      return Promise.resolve({ Parameter: find(Name, WithDecryption, context) });
    },

    GetParameters(
      input: GetParametersRequest,
      context: RequestContext,
    ): Promise<GetParametersResult> {
      const Parameters: Parameter[] = [];
      const InvalidParameters: string[] = [];
      for (const name of new Set(input.Names)) {
        try {
          Parameters.push(find(name, input.WithDecryption, context));
        } catch {
          InvalidParameters.push(name);
        }
      }
      return Promise.resolve({ Parameters, InvalidParameters });
    },

    GetParametersByPath(
      input: GetParametersByPathRequest,
      context: RequestContext,
    ): Promise<GetParametersByPathResult> {
      const { Path = '', Recursive, WithDecryption, MaxResults = 10, NextToken } = input;
      if (!/^\/[\w./-]*$/.test(Path)) throw validation(notAPath);
      const prefix = Path.endsWith('/') ? Path : `${Path}/`;
      const found = parameters
        .list()
        .map(([, document]) => document)
        .filter(({ name }) => isUnder(name, prefix, Recursive));
      const { items, nextToken } = pageOf(found, {
        keyOf: ({ name }) => name,
        token: NextToken,
        limit: MaxResults,
        wrongToken: invalidToken,
      });
      return Promise.resolve({
        Parameters: items.flatMap((document) => {
          const version = newest(document);
          if (version === undefined) return [];
          return [showParameter(document, version, { ...context, decrypt: WithDecryption })];
        }),
        NextToken: nextToken,
      });
    },
  };
};

function newest({ versions }: ParameterDocument) {
  return versions.at(-1);
}

function isUnder(name: string, prefix: string, isRecursive: boolean | undefined): boolean {
  if (!name.startsWith(prefix)) return false;
  return isRecursive === true || !name.slice(prefix.length).includes('/');
}

const notAPath =
  'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.';
