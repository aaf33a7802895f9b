import type {
  FunctionCodeLocation,
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
} from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import type { CodeReference, FunctionDocument } from '../document/function-document.ts';
import { codeLocation } from '../code/code-location.ts';
import { resolvedImageUri } from '../code/image-code.ts';
import { functionNotFound } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import { showListed, versionOf, type Shown } from '../render/function-configuration.ts';
import { existing, referenceOf, show, type LambdaWorld } from './lambda-world.ts';
import { pageOf } from './page-of.ts';
import { resolveVersion } from './resolve-version.ts';

export const readFunctionsOperations = (world: LambdaWorld) => ({
  async GetFunction(
    input: GetFunctionRequest,
    context: RequestContext,
  ): Promise<GetFunctionResponse> {
    const shown = find(world, input, context);
    const { tags, reservedConcurrency } = shown.document;
    const { code } = versionOf(shown.document, shown.number);
    return {
      Configuration: show(world, context, shown),
      Code: showCode(code, context),
      ...showTags(tags, context),
      ...(reservedConcurrency !== undefined && {
        Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
      }),
    };
  },

  async GetFunctionConfiguration(
    input: GetFunctionConfigurationRequest,
    context: RequestContext,
  ): Promise<FunctionConfiguration> {
    return show(world, context, find(world, input, context));
  },

  async ListFunctions(
    input: ListFunctionsRequest,
    context: RequestContext,
  ): Promise<ListFunctionsResponse> {
    const all: readonly Shown[] = world.store
      .list()
      .flatMap((document) =>
        input.FunctionVersion === 'ALL' ? allVersions(document) : [{ document, number: '$LATEST' }],
      );
    const { items, NextMarker } = pageOf(all, orderOf, input);
    return { Functions: items.map((shown) => showListed(shown, { home: context })), NextMarker };
  },

  async ListVersionsByFunction(
    input: ListVersionsByFunctionRequest,
    context: RequestContext,
  ): Promise<ListVersionsByFunctionResponse> {
    const reference = referenceOf(input, context);
    const document = existing(world.store.get(reference.name), reference, context);
    const { items, NextMarker } = pageOf(allVersions(document), orderOf, input);
    return { Versions: items.map((shown) => showListed(shown, { home: context })), NextMarker };
  },
});

/** Whoever may not list them is told so in their place. */
function showTags(
  tags: FunctionDocument['tags'],
  { withheld }: RequestContext,
): Pick<GetFunctionResponse, 'Tags' | 'TagsError'> {
  if (withheld?.has('lambda:ListTags')) {
    return { TagsError: tagsError };
  }
  return Object.keys(tags).length > 0 ? { Tags: { ...tags } } : {};
}

const tagsError = {
  ErrorCode: 'AccessDeniedException',
  Message: 'The caller is not authorized to perform: lambda:ListTags',
};

function showCode(code: CodeReference, { endpoint }: RequestContext): FunctionCodeLocation {
  const { imageUri, sha256Hex, sourceKmsKeyArn } = code;
  if (imageUri === undefined) {
    return {
      RepositoryType: 'S3',
      Location: codeLocation(endpoint, sha256Hex),
      SourceKMSKeyArn: sourceKmsKeyArn,
    };
  }
  return {
    RepositoryType: 'ECR',
    ImageUri: imageUri,
    ResolvedImageUri: resolvedImageUri(imageUri, sha256Hex),
  };
}

/** @throws AwsError 404 when there is no such function, or none of that version or alias. */
function find(world: LambdaWorld, input: GetFunctionRequest, context: RequestContext): Shown {
  const reference = referenceOf(input, context);
  const document = existing(world.store.get(reference.name), reference, context);
  const { qualifier } = reference;
  const number = resolveVersion(document, qualifier);
  if (number === undefined) {
    throw functionNotFound(functionArn(context, reference.name, qualifier));
  }
  return { document, number, qualifier };
}

/** `$LATEST` first, then the versions in their order, each with a qualified ARN. */
function allVersions(document: FunctionDocument): readonly Shown[] {
  const numbers = Object.keys(document.versions).sort((a, b) => Number(a) - Number(b));
  return ['$LATEST', ...numbers].map((number) => ({ document, number, qualifier: number }));
}

/** Sorts by name, then `$LATEST` before the numbers, and those as numbers. */
function orderOf({ document, number }: Shown): string {
  const place = number === '$LATEST' ? '' : number.padStart(20, '0');
  return `${document.name} ${place}`;
}
