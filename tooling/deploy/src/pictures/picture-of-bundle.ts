import type { PackageShare, Reach } from '@tooling/core/graph';
import { formatBytes } from '../terminal/format-bytes.ts';
import type { Picture } from './picture.ts';

/** A lambda and what its bundle has of which package, heaviest first. */
export function pictureOfBundle(lambda: string, shares: readonly PackageShare[]): Picture {
  const own = `lambdas/${lambda}`;
  const total = shares.reduce((bytes, { bundledBytes }) => bytes + bundledBytes, 0);
  const noteOf = (bytes: number) =>
    total === 0
      ? formatBytes(bytes)
      : `${formatBytes(bytes)}, ${((100 * bytes) / total).toFixed(1)} %`;
  const packages = shares
    .filter(({ name }) => name !== own)
    .map(({ name, version, installed, bundledBytes }) => ({
      id: `${name}@${version ?? ''}`,
      label: version === undefined ? name : `${name}@${version}`,
      note: installed === undefined ? noteOf(bundledBytes) : 'installed beside the bundle',
      isPackage: true,
      isUnused: installed === undefined && bundledBytes === 0,
    }));
  const ownBytes = shares.find(({ name }) => name === own)?.bundledBytes ?? 0;
  return {
    title: `What the bundle of ${lambda} consists of`,
    description: `${packages.length} packages beside its own code; ${formatBytes(total)} of code in all.`,
    nodes: [
      { id: own, label: lambda, note: `${noteOf(ownBytes)} of its own`, isPackage: false },
      ...packages,
    ],
    root: 'from',
    edges: packages.map(({ id }) => ({ from: own, to: id })),
  };
}

/** A package and the lambdas that it reaches, with how much of it each has. */
export function pictureOfReach({ package: name, lambdas, shakenOff }: Reach): Picture {
  const users = [
    ...lambdas.map(({ lambda, bundledBytes }) => ({
      lambda,
      note: formatBytes(bundledBytes),
      isUnused: false,
    })),
    ...shakenOff.map((lambda) => ({ lambda, note: 'nothing left of it', isUnused: true })),
  ];
  return {
    title: `Which lambdas ${name} reaches`,
    description: `${lambdas.length} lambdas have something of it in their bundle, ${shakenOff.length} import it and have nothing left of it.`,
    nodes: [
      { id: name, label: name, isPackage: true },
      ...users.map(({ lambda, ...rest }) => ({
        id: `lambdas/${lambda}`,
        label: lambda,
        isPackage: false,
        ...rest,
      })),
    ],
    root: 'to',
    edges: users.map(({ lambda }) => ({ from: `lambdas/${lambda}`, to: name })),
  };
}
