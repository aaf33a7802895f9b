import type { AliasChange } from '../document/change-aliases.ts';
import type { AliasDocument, FunctionDocument } from '../document/function-document.ts';
import { AwsError } from '../../../aws-error.ts';
import { functionNotFound, invalidParameter } from '../lambda-errors.ts';
import { functionArn } from '../names/function-arn.ts';
import type { Home } from '../names/function-name.ts';
import { versionOf } from '../render/function-configuration.ts';

export function checkWeightCount({ weights }: AliasChange): void {
  if (Object.keys(weights ?? {}).length > 1) {
    throw invalidParameter('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
}

/**
 * Whether an alias can send invocations where it says: to versions that are there, and to two of
 * them only when both are published and have the same role and dead-letter queue.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export function checkRouting(document: FunctionDocument, alias: AliasDocument, home: Home): void {
  const additional = Object.keys(alias.weights ?? {})[0];
  if (additional !== undefined && alias.version === '$LATEST') {
    throw new AwsError(
      400,
      'InvalidParameterValueException',
      '$LATEST is not supported for an alias pointing to more than 1 version',
    );
  }
  checkVersion(document, alias.version, home);
  if (additional === undefined) return;
  checkVersion(document, additional, home);
  if (additional === alias.version) {
    throw invalidParameter(
      `Invalid function version ${additional}. Function version ${additional} is already included in routing configuration.`,
    );
  }
  const { settings: one } = versionOf(document, alias.version);
  const { settings: other } = versionOf(document, additional);
  if (one.role !== other.role) {
    throw invalidParameter('Specified versions must be associated with the same execution role');
  }
  if (one.deadLetterTargetArn !== other.deadLetterTargetArn) {
    throw invalidParameter(
      'Specified versions must be associated with the same dead letter queue configuration',
    );
  }
}

function checkVersion(document: FunctionDocument, number: string, home: Home): void {
  if (number === '$LATEST' || Object.hasOwn(document.versions, number)) return;
  throw functionNotFound(functionArn(home, document.name, number));
}
