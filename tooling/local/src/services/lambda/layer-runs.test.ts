import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { functionName, newFunction, startFactLab, type FactLab } from './facts/fact-lab.ts';
import { patientTimeout, zipOf } from './testing/start-lambda.ts';

let lab: FactLab;
beforeAll(async () => {
  lab = await startFactLab();
});
afterAll(() => lab.stop());

/** A layer with a module `shared`, which is a text. */
async function publishShared(text: string): Promise<unknown> {
  const ZipFile = zipSync({
    'nodejs/node_modules/shared/index.js': strToU8(`module.exports = '${text}';`),
  });
  const { LayerVersionArn } = await lab.ok('PublishLayerVersion', {
    LayerName: 'shared',
    Content: { ZipFile },
  });
  return LayerVersionArn;
}

const FunctionName = functionName;
const invoke = async (Qualifier: string) =>
  (await lab.send('Invoke', { FunctionName, Qualifier })).body;

it('runs each version of a function with the layers that it was published with', async () => {
  const [first, second] = [await publishShared('first'), await publishShared('second')];
  const Code = { ZipFile: zipOf("exports.handler = async () => require('shared');") };
  const created = { ...newFunction, Code, Timeout: patientTimeout };
  await lab.ok('CreateFunction', { ...created, Layers: [first], Publish: true });
  await lab.ok('UpdateFunctionConfiguration', { FunctionName, Layers: [second] });
  await lab.ok('DeleteLayerVersion', { LayerName: 'shared', VersionNumber: 1 });
  expect([await invoke('1'), await invoke('$LATEST')]).toEqual(['first', 'second']);
  await lab.ok('UpdateFunctionConfiguration', { FunctionName, Layers: [] });
  expect(await invoke('$LATEST')).toMatchObject({ errorType: 'Error' });
});
