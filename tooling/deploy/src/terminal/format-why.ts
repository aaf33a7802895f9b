import type { Bundled, PackageShare, Reach } from '@tooling/core/graph';
import { formatBytes } from './format-bytes.ts';
import { formatTable } from './format-table.ts';
import type { Styles } from './styles.ts';

const filesShown = 3;

function nameOf({ name, version, installed }: PackageShare): string {
  if (version === undefined) return name;
  if (installed === undefined) return `${name}@${version}`;
  return `${name}@${version} (installed, ${installed.license ?? 'says no licence'})`;
}

function shareRows(share: PackageShare, total: number, styles: Styles): string[][] {
  const { bundledBytes, files } = share;
  const percent = total === 0 ? '' : `${((100 * bundledBytes) / total).toFixed(1)} %`;
  const bundled = files.filter((file) => file.bundledBytes > 0);
  const rest = bundled.length - filesShown;
  return [
    [nameOf(share), formatBytes(bundledBytes), percent],
    ...bundled
      .slice(0, filesShown)
      .map((file) => [
        styles.dim(`  ${file.path}`),
        styles.dim(formatBytes(file.bundledBytes)),
        '',
      ]),
    ...(rest > 0 ? [[styles.dim(`  and ${rest} more files`), '', '']] : []),
  ];
}

/** What a bundle consists of: packages with their heaviest files. */
export function formatBundle(
  { lambda, manifest }: Bundled,
  shares: readonly PackageShare[],
  styles: Styles,
): string {
  const total = shares.reduce((bytes, share) => bytes + share.bundledBytes, 0);
  const { zipBytes, unzippedBytes, digest } = manifest;
  const used = shares.filter(({ bundledBytes }) => bundledBytes > 0);
  const unused = shares.filter(({ bundledBytes }) => bundledBytes === 0).map(({ name }) => name);
  return [
    `${styles.bold(lambda)}: ${formatBytes(zipBytes)} zipped, ${formatBytes(unzippedBytes)} unzipped (with source map), digest ${digest}\n`,
    formatTable(
      ['IN THE BUNDLE', 'BYTES', 'SHARE'].map(styles.bold),
      used.flatMap((share) => shareRows(share, total, styles)),
    ),
    ...(unused.length > 0
      ? [styles.dim(`read, and nothing left of it: ${unused.join(', ')}\n`)]
      : []),
  ].join('\n');
}

/** Which lambdas a package reaches, and with how much of it. */
export function formatReach(reach: Reach, lambdaCount: number, styles: Styles): string {
  const rows = reach.lambdas.map(({ lambda, bundledBytes }) => [lambda, formatBytes(bundledBytes)]);
  const title = `${styles.bold(reach.package)} reaches ${reach.lambdas.length} of ${lambdaCount} lambdas\n`;
  return [
    title,
    ...(rows.length > 0 ? [formatTable(['LAMBDA', 'BYTES OF IT'].map(styles.bold), rows)] : []),
    ...(reach.shakenOff.length > 0
      ? [styles.dim(`imported, and nothing left of it in: ${reach.shakenOff.join(', ')}\n`)]
      : []),
  ].join('\n');
}
