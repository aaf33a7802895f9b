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
    return [explainAddon(path.resolve(workspaceRoot, loader[2] ?? ''))];
  }
  if (loader !== null) {
    return [
      `say what an import of it gives in lambda.config.ts: \`bundling: { loaders: { '${loader[1] ?? ''}': 'text' } }\`, or put the file into the zip with \`bundling.files\``,
    ];
  }
  if (text.includes('"cjs" output format') && text.startsWith('Top-level await')) {
    return [
      'CommonJS cannot wait while it loads: make the entry an ES module (index.mjs, or "type": "module" in its package.json) or move the await into the handler',
    ];
  }
  return [];
}

function explainAddon(file: string): string {
  const name = splitInstalled(file)?.name;
  return name === undefined
    ? `${toPosix(path.basename(file))} is a native addon, which cannot be bundled: put it into the zip with \`bundling.files\` of lambda.config.ts, and load it with createRequire`
    : `${name} is, or brings, a native addon, which cannot be bundled: name it, or the package that imports it, in \`bundling: { external: ['${name}'] }\` of lambda.config.ts`;
}
