import { bundleShares, packageOf, type Bundled, type PackageShare } from '@tooling/core/graph';
import { escapeMarkup } from '../pictures/escape-markup.ts';
import { formatBytes } from '../terminal/format-bytes.ts';
import { drawTreemap } from './draw-treemap.ts';
import { reportStyle } from './report-style.ts';
import type { Weighed } from './treemap.ts';

/** Fewer are shown at once, more when they are asked for. */
const mostOpen = 3;
const mostPackages = 50;

/** What bundles consist of, as one HTML file that asks for nothing else and runs nothing. */
export function renderReport(bundles: readonly Bundled[]): string {
  const weighed = bundles
    .map((bundled) => ({ ...bundled, shares: bundleShares(bundled.manifest) }))
    .toSorted((one, other) => other.manifest.zipBytes - one.manifest.zipBytes);
  const total = weighed.reduce((bytes, { manifest }) => bytes + manifest.zipBytes, 0);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<title>What the bundles consist of</title>',
    `<style>${reportStyle}</style></head><body><main>`,
    '<h1>What the bundles consist of</h1>',
    `<p>${count(weighed.length, 'lambda')}, ${formatBytes(total)} zipped. Areas are bytes of bundled code, without source maps.</p>`,
    '<p class="legend"><span class="own">own code</span> <span class="shared">packages/</span> <span class="npm">npm</span> <span class="installed">installed beside the bundle</span></p>',
    ...(weighed.length > 1 ? [overview(weighed), packages(weighed)] : []),
    '<h2>Lambdas</h2>',
    ...weighed.map((one) => section(one, weighed.length <= mostOpen)),
    '</main></body></html>\n',
  ].join('\n');
}

type WithShares = Bundled & { readonly shares: readonly PackageShare[] };

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** A class, which no name can leave. */
function kindOf({ name, version, installed }: PackageShare): string {
  if (installed !== undefined) return 'installed';
  if (version !== undefined) return 'npm';
  return name.startsWith('@packages/') ? 'shared' : 'own';
}

const nameOf = ({ name, version }: PackageShare) =>
  version === undefined ? name : `${name}@${version}`;

const anchorOf = (lambda: string) => `lambda-${encodeURIComponent(lambda)}`;

const bundledBytesOf = (shares: readonly PackageShare[]) =>
  shares.reduce((bytes, share) => bytes + share.bundledBytes, 0);

/** All lambdas, each with its packages: a click leads to its own treemap. */
function overview(bundles: readonly WithShares[]): string {
  const parts = bundles.map(({ lambda, shares }): Weighed => ({
    name: lambda,
    bytes: 0,
    href: `#${anchorOf(lambda)}`,
    parts: shares.map((share) => ({
      name: nameOf(share),
      bytes: share.bundledBytes,
      kind: kindOf(share),
    })),
  }));
  const root = { name: 'all lambdas', bytes: 0, parts };
  return `<h2>All lambdas</h2>\n${drawTreemap(root, 'All lambdas by the bytes of their bundles', 600)}`;
}

/** Which packages weigh most over all bundles. */
function packages(bundles: readonly WithShares[]): string {
  const shares = bundles.flatMap((one) => one.shares);
  const rows = [
    ...Map.groupBy(
      shares.filter((share) => kindOf(share) !== 'own'),
      nameOf,
    ),
  ]
    .map(([name, all]) => ({
      name,
      lambdas: all.filter(({ bundledBytes }) => bundledBytes > 0).length,
      bytes: bundledBytesOf(all),
    }))
    .filter(({ bytes }) => bytes > 0)
    .toSorted((one, other) => other.bytes - one.bytes);
  const hidden = rows.length - mostPackages;
  return [
    '<h2>Packages</h2>',
    '<table><thead><tr><th>package</th><th>lambdas</th><th>bytes in all</th></tr></thead><tbody>',
    ...rows
      .slice(0, mostPackages)
      .map(
        ({ name, lambdas, bytes }) =>
          `<tr><td>${escapeMarkup(name)}</td><td>${lambdas}</td><td>${formatBytes(bytes)}</td></tr>`,
      ),
    '</tbody></table>',
    ...(hidden > 0 ? [`<p>and ${hidden} lighter ones</p>`] : []),
  ].join('\n');
}

/** One lambda: packages with their files, and the same as a table. */
function section({ lambda, manifest, shares }: WithShares, isOpen: boolean): string {
  const { zipBytes, unzippedBytes } = manifest;
  const used = shares.filter(({ bundledBytes }) => bundledBytes > 0);
  const unused = shares.filter(({ bundledBytes }) => bundledBytes === 0);
  const root: Weighed = {
    name: lambda,
    bytes: 0,
    parts: used.map((share) => ({
      name: nameOf(share),
      bytes: 0,
      kind: kindOf(share),
      parts: share.files.map(({ path, bundledBytes }) => ({
        name: withinPackage(path),
        bytes: bundledBytes,
      })),
    })),
  };
  const total = bundledBytesOf(used);
  const percent = (bytes: number) => `${total === 0 ? 0 : ((100 * bytes) / total).toFixed(1)} %`;
  const rows = used.map(
    (share) =>
      `<tr><td>${escapeMarkup(nameOf(share))}</td><td>${formatBytes(share.bundledBytes)}</td><td>${percent(share.bundledBytes)}</td></tr>`,
  );
  const name = escapeMarkup(lambda);
  return [
    `<details${isOpen ? ' open' : ''}><summary><strong>${name}</strong> ${formatBytes(zipBytes)} zipped, ${formatBytes(unzippedBytes)} unzipped, ${count(used.length, 'package')}</summary>`,
    `<div id="${escapeMarkup(anchorOf(lambda))}">`,
    drawTreemap(root, `What the bundle of ${lambda} consists of`, 480),
    '<table><thead><tr><th>package</th><th>bytes</th><th>share</th></tr></thead><tbody>',
    ...rows,
    '</tbody></table>',
    ...(unused.length === 0
      ? []
      : [`<p>read, and nothing left of it: ${escapeMarkup(unused.map(nameOf).join(', '))}</p>`]),
    '</div></details>',
  ].join('\n');
}

/** `node_modules/zod@4/v4/core.js` → `v4/core.js`: the rest stands above it. */
function withinPackage(path: string): string {
  const { version } = packageOf(path);
  return version === undefined
    ? path.replace(/^(?:packages|lambdas)\/[^/]+\//, '')
    : path.replace(/^node_modules\/(?:@[^/]+\/)?[^/]+\//, '');
}
