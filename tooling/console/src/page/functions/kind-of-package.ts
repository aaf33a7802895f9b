/** Whose code it is: the lambda's own, a shared package's of this repository, or npm's. */
export type PackageKind = 'own' | 'shared' | 'npm';

export function kindOfPackage(name: string): PackageKind {
  if (name.startsWith('lambdas/')) return 'own';
  return name.startsWith('@packages/') ? 'shared' : 'npm';
}

export const packageKinds: readonly { readonly kind: PackageKind; readonly title: string }[] = [
  { kind: 'own', title: 'Its own' },
  { kind: 'shared', title: 'Shared packages' },
  { kind: 'npm', title: 'From npm' },
];
