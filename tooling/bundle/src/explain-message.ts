import path from 'node:path';
import type { Message } from 'esbuild';
import { explainUnresolved } from './explain-unresolved.ts';
import { splitInstalled, toPosix } from './input-path.ts';

/** What to do about one of esbuild's messages, where we know better than it does. */
export function explainMessage(message: Message, workspaceRoot: string): string[] {
  const { text, location } = message;
  const unresolved = /^Could not resolve "(.+)"$/.exec(text)?.[1];
  if (unresolved !== undefined && location !== null) {
    return explainUnresolved(unresolved, path.resolve(workspaceRoot, location.file), workspaceRoot);
  }
  const loader = /^No loader is configured for "(\.[^"]*)" files: (.*)$/.exec(text);
  if (loader?.[1] === '.node') {
    return [
      `${installedName(path.resolve(workspaceRoot, loader[2] ?? ''))} is a native addon, which cannot be bundled: not supported yet; use a package in plain JavaScript or WebAssembly`,
    ];
  }
  if (loader !== null) {
    return ['import it as .json or .txt, or write it as a module that exports the value'];
  }
  if (text.includes('"cjs" output format') && text.startsWith('Top-level await')) {
    return [
      'CommonJS cannot wait while it loads: make the entry an ES module (index.mjs, or "type": "module" in its package.json) or move the await into the handler',
    ];
  }
  return [];
}

function installedName(file: string): string {
  return splitInstalled(file)?.name ?? toPosix(path.basename(file));
}
