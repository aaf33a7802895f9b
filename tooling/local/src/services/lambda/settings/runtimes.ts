/**
 * Runtimes that Lambda accepts, in the order in which its message lists them.
 * Recorded 2026-01-12 (facts/aws-facts.json, create/validation).
 */
export const runtimes = [
  'nodejs20.x',
  'python3.14',
  'provided.al2023',
  'python3.12',
  'python3.13',
  'nodejs24.x',
  'nodejs22.x',
  'java25',
  'python3.10',
  'python3.11',
  'java21',
  'ruby3.3',
  'ruby3.4',
  'ruby3.2',
  'python3.8',
  'python3.9',
  'java17',
  'nodejs16.x',
  'dotnet10',
  'dotnet8',
  'java11',
  'dotnet6',
  'nodejs18.x',
  'provided.al2',
  'java8.al2',
] as const;

/** Runtimes of the past: the API knows them and takes none of them. */
export const retiredRuntimes: ReadonlySet<string> = new Set([
  'dotnetcore1.0',
  'dotnetcore2.0',
  'dotnetcore2.1',
  'dotnetcore3.1',
  'go1.x',
  'java8',
  'nodejs',
  'nodejs4.3',
  'nodejs4.3-edge',
  'nodejs6.10',
  'nodejs8.10',
  'nodejs10.x',
  'nodejs12.x',
  'nodejs14.x',
  'provided',
  'python2.7',
  'python3.6',
  'python3.7',
  'ruby2.5',
  'ruby2.7',
]);

/**
 * The days from which a runtime is refused: to new functions, then to updates of old ones.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (read November 2026)
 */
export const runtimeEnds: Readonly<Record<string, { create: string; update: string }>> = {
  'nodejs20.x': { create: '2026-08-31', update: '2026-09-30' },
  'nodejs22.x': { create: '2027-06-01', update: '2027-07-01' },
  'nodejs24.x': { create: '2028-06-01', update: '2028-07-01' },
};

/** SnapStart: https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html (read November 2026) */
export function takesSnapStart(runtime: string): boolean {
  return (
    ['dotnet8', 'dotnet10', 'java11', 'java17', 'java21', 'java25'].includes(runtime) ||
    ['python3.12', 'python3.13', 'python3.14'].includes(runtime)
  );
}
