import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createWorkspace, lambdaManifest } from '../test/create-workspace.ts';
import { reloaded, startDev, type DevLine } from '../test/dev-lab.ts';
import { openDebugger, type Debugger, type Paused, type ParsedScript } from '../test/debugger.ts';

const source = `interface Bird {
  readonly name: string;
}

export async function handler(event: Bird): Promise<string> {
  const greeting: string = \`hello \${event.name}\`;
  return greeting;
}
`;

const inspecting = ({ type }: DevLine) => type === 'inspecting';

/** Where a line of a source is in what runs, as editors find it: by the map in the script. */
async function findGenerated(script: ParsedScript, file: string, line: number) {
  const answer = await fetch(script.sourceMapURL);
  const payload = (await answer.json()) as SourceMapPayload;
  const sources = payload.sources.map((one) => new URL(one, script.url).href);
  expect(sources).toContain(pathToFileURL(file).href);
  expect(sources.every((one) => existsSync(fileURLToPath(one)))).toBe(true);
  const map = new SourceMap(payload);
  const text = await readFile(fileURLToPath(script.url), 'utf8');
  for (const [index] of text.split('\n').entries()) {
    const entry = map.findEntry(index, 99);
    if (!('originalSource' in entry) || entry.originalLine !== line - 1) continue;
    if (new URL(entry.originalSource, script.url).href === pathToFileURL(file).href) return index;
  }
  throw new Error(`nothing came of ${file}:${line}`);
}

async function pauseAt(debugging: Debugger, file: string, line: number): Promise<number> {
  const script = await debugging.script((url) => url.includes('/.local/dev/greet/'));
  const lineNumber = await findGenerated(script, file, line);
  await debugging.send('Debugger.setBreakpointByUrl', { url: script.url, lineNumber });
  return lineNumber;
}

test('a breakpoint in TypeScript holds the function, for longer than its timeout', async () => {
  await using workspace = await createWorkspace({
    'lambdas/greet/package.json': lambdaManifest('greet'),
    'lambdas/greet/index.ts': source,
    'lambdas/greet/lambda.config.ts': 'export default { timeout: 1 };\n',
  });
  await using dev = await startDev(workspace.root, '--inspect', 'greet');
  const { url } = await dev.next(inspecting);
  expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/[\w-]+$/);
  const file = join(workspace.root, 'lambdas', 'greet', 'index.ts');

  const debugging = await openDebugger(String(url));
  const lineNumber = await pauseAt(debugging, file, 7);
  const answer = dev.invoke('greet', { name: 'Gentoo' });
  const paused: Paused = await debugging.paused();
  expect(paused.callFrames[0]?.location.lineNumber).toBe(lineNumber);
  const greeting = await debugging.send('Debugger.evaluateOnCallFrame', {
    callFrameId: paused.callFrames[0]?.callFrameId,
    // Takes longer than the function may.
    expression: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100), greeting',
  });
  expect(greeting).toMatchObject({ result: { value: 'hello Gentoo' } });
  await debugging.send('Debugger.resume');
  expect(await answer).toBe('hello Gentoo');
  debugging.close();

  // A save begins a new environment at the same port, with the code that was saved.
  await workspace.write({ 'lambdas/greet/index.ts': source.replace('hello', 'good evening') });
  const after = await dev.next(inspecting);
  expect(after.url).not.toBe(url);
  const again = await openDebugger(String(after.url));
  await pauseAt(again, file, 7);
  const second = dev.invoke('greet', { name: 'Adelie' });
  await again.paused();

  // What is saved while it stands still waits, and only the last of it is started.
  for (const word of ['one', 'two', 'three']) {
    await workspace.write({ 'lambdas/greet/index.ts': source.replace('hello', word) });
    await dev.next(reloaded);
  }
  await again.send('Debugger.resume');
  expect(await second).toBe('good evening Adelie');
  again.close();
  await dev.next(inspecting);
  expect(await dev.invoke('greet', { name: 'Chinstrap' })).toBe('three Chinstrap');
  expect(dev.lines.filter(inspecting)).toHaveLength(3);
});
