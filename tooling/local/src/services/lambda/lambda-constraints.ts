import model from '../../../models/lambda.json' with { type: 'json' };
import type { Constraints } from '../../protocols/constraint.ts';
import { runtimes } from './settings/runtimes.ts';

const published = model.operations;

/** All that ever were or will be, in the order in which AWS's message has them. Recorded 2026. */
const knownRuntimes =
  'ruby3.5, ruby2.6, dotnetcore1.0, python3.7, nodejs8.10, nasa, ruby2.7, python2.7-greengrass, dotnetcore2.0, python3.8, java21, dotnet6, dotnetcore2.1, python3.9, java11, nodejs6.10, provided, dotnetcore3.1, dotnet8, java25, java17, nodejs, nodejs4.3, java8.al2, go1.x, dotnet10, nodejs20.x, go1.9, byol, nodejs10.x, provided.al2023, nodejs22.x, python3.10, java8, nodejs12.x, python3.11, nodejs24.x, nodejs8.x, python3.12, nodejs14.x, nodejs8.9, nodejs26.x, python3.13, python3.14, nodejs16.x, python3.15, provided.al2, nodejs4.3-edge, nodejs18.x, ruby3.2, python3.4, ruby3.3, ruby3.4, ruby2.5, python3.6, python2.7'.split(
    ', ',
  );
const compatibleRuntime: Constraints = { CompatibleRuntime: { enum: knownRuntimes } };

/** As the model has them, but for runtimes, whose lists grow and are told in words of their own. */
const constraints: Readonly<Record<string, Constraints>> = {
  ...published,
  CreateFunction: { ...published.CreateFunction, Runtime: {} },
  UpdateFunctionConfiguration: { ...published.UpdateFunctionConfiguration, Runtime: {} },
  PublishLayerVersion: {
    ...published.PublishLayerVersion,
    CompatibleRuntimes: { maxLength: 15, enum: runtimes, unlisted: knownRuntimes },
  },
  ListLayers: { ...published.ListLayers, ...compatibleRuntime },
  ListLayerVersions: { ...published.ListLayerVersions, ...compatibleRuntime },
};

/**
 * What Lambda's API asks of the members of its requests: a wrong qualifier is reported before a
 * wrong name.
 */
export const lambdaConstraints: Readonly<Record<string, Constraints>> = Object.fromEntries(
  Object.entries(constraints).map(([operation, { Qualifier, ...others }]) => [
    operation,
    Qualifier === undefined ? others : { Qualifier, ...others },
  ]),
);
