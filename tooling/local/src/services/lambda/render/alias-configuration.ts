import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionDocument } from '../document/function-document.ts';
import { functionArn } from '../names/function-arn.ts';
import type { Home } from '../names/function-name.ts';
import { own } from '../document/own.ts';

export function showAlias(
  document: FunctionDocument,
  name: string,
  home: Home,
): AliasConfiguration {
  const alias = own(document.aliases, name);
  if (alias === undefined) throw new Error(`${document.name} has no alias ${name}`);
  return {
    AliasArn: functionArn(home, document.name, name),
    Name: name,
    FunctionVersion: alias.version,
    Description: alias.description,
    ...(alias.weights && { RoutingConfig: { AdditionalVersionWeights: { ...alias.weights } } }),
    RevisionId: alias.revisionId,
  };
}
