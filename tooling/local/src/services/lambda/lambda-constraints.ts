import type { Constraints } from '../../protocols/constraint.ts';
import { functionConstraints } from './constraints/function-constraints.ts';
import { invocationConstraints } from './constraints/invocation-constraints.ts';
import { signingConstraints } from './constraints/signing-constraints.ts';
import { layerConstraints } from './constraints/layer-constraints.ts';
import { mappingConstraints } from './constraints/mapping-constraints.ts';

/**
 * What Lambda's API asks of the members of its requests.
 *
 * Lengths, ranges and enums: Lambda's API reference and published model
 * (https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html, read November 2026).
 * Patterns and the order of enums, which callers see in messages: recordings
 * (facts/aws-facts.json), where there is one.
 */
export const lambdaConstraints: Readonly<Record<string, Constraints>> = {
  ...functionConstraints,
  ...layerConstraints,
  ...invocationConstraints,
  ...signingConstraints,
  ...mappingConstraints,
};
