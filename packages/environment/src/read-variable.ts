/**
 * An environment variable that the function cannot do without.
 *
 * @throws Error when it is not set, or set to nothing: the first invocation says what is missing.
 *
 * @example
 * readVariable('DATA_BUCKET', { DATA_BUCKET: 'penguins-prod' }); // → 'penguins-prod'
 * readVariable('DATA_BUCKET', {}); // throws DATA_BUCKET is not set
 */
export function readVariable(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  const value = environment[name];
  if (value) return value;
  throw new Error(
    `the environment variable ${name} is not set: lambda.config.ts names it for each stage`,
  );
}
