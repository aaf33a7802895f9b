/**
 * Which packages of the repository each lambda and each shared package depends on directly:
 * directories from the root, `lambdas/predict` → `packages/model`.
 */
export type DependencyGraph = Readonly<Record<string, readonly string[]>>;
