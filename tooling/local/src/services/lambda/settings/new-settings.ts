import type { CreateFunctionRequest } from '@aws-sdk/client-lambda';
import type { RequestContext } from '../../../service.ts';
import { findLayers } from '../layers/find-layers.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { invalidParameter } from '../lambda-errors.ts';
import { given } from '../operations/lambda-world.ts';
import { checkPackageType } from './check-package-type.ts';
import { checkSettings } from './check-settings.ts';
import type { FunctionSettings } from './function-settings.ts';
import { defaultSettings, mergeSettings } from './merge-settings.ts';

/** The settings that a function is created with. @throws AwsError for what Lambda refuses. */
export function newSettings(
  input: CreateFunctionRequest,
  name: string,
  layers: LayerStore,
  context: RequestContext,
): FunctionSettings {
  const isImage = input.PackageType === 'Image';
  if (isImage) checkPackageType(input, 'Image');
  else if (input.Runtime === undefined || input.Handler === undefined) {
    throw invalidParameter(
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  } else checkPackageType(input, 'Zip');
  const defaults = { ...defaultSettings(name), role: given(input.Role) };
  const found = input.Layers && findLayers(input.Layers, layers, context);
  const settings = {
    ...mergeSettings(defaults, input, found),
    architecture: input.Architectures?.[0] ?? defaults.architecture,
  };
  checkSettings(input, settings, { before: 'create', nowMs: context.now().getTime() });
  return settings;
}
