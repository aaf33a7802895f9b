import { registerHooks } from 'node:module';

/** @param {unknown} error */
const describe = (error) => (error instanceof Error ? error.message : String(error));

// A program of run-modules.ts. In JavaScript, since its text is all that is given to Node.

process.once('message', async (/** @type {[string, string][]} */ sources) => {
  const texts = new Map(sources);
  registerHooks({
    resolve: (specifier, context, next) =>
      texts.has(specifier) ? { url: specifier, shortCircuit: true } : next(specifier, context),
    load: (url, context, next) => {
      const source = texts.get(url);
      return source === undefined
        ? next(url, context)
        : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
  /** @type {(string | null)[]} */
  const failures = [];
  // A promise that nobody waits for fails the example that is on.
  process.on('unhandledRejection', (error) => {
    failures[failures.length - 1] = describe(error);
  });
  for (const url of texts.keys()) {
    failures.push(null);
    await import(url).catch((error) => {
      failures[failures.length - 1] = describe(error);
    });
  }
  process.send?.(failures, () => process.exit());
});
