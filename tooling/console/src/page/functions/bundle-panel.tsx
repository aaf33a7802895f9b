import type { PackageShare } from '@tooling/core/graph';
import { useState } from 'preact/hooks';
import type { BundleAnswer } from '../../api/console-api.ts';
import { useAnswer } from '../answers/use-answer.ts';
import { formatBytes } from '../parts/format-bytes.ts';
import { Answered, EmptyNote } from '../parts/notes.tsx';
import { kindOfPackage, packageKinds } from './kind-of-package.ts';
import { nameOf, Treemap } from './treemap.tsx';

/** What a bundle consists of, by package. */
export function BundlePanel({ lambda }: { readonly lambda: string }) {
  const answer = useAnswer<BundleAnswer>(
    `/_console/api/functions/${encodeURIComponent(lambda)}/bundle`,
  );
  const isUnbuilt = answer.error?.status === 404 && answer.value === undefined;
  return (
    <section aria-labelledby="bundle">
      <h3 id="bundle">Bundle</h3>
      {isUnbuilt ? (
        <EmptyNote title="It is not built yet">
          <code>pnpm turbo run build --filter=@lambdas/{lambda}</code> builds it.{' '}
          <button type="button" onClick={answer.reload}>
            Look again
          </button>
        </EmptyNote>
      ) : (
        <Answered answer={answer} failure="The bundle cannot be read.">
          {(bundle) => <Bundle bundle={bundle} />}
        </Answered>
      )}
    </section>
  );
}

function Bundle({ bundle: { packages, zipBytes } }: { readonly bundle: BundleAnswer }) {
  const [selected, setSelected] = useState<string>();
  const total = packages.reduce((sum, { bundledBytes }) => sum + bundledBytes, 0);
  const open = packages.find((share) => nameOf(share) === selected);
  if (packages.length === 0) return <EmptyNote title="The bundle is empty" />;
  return (
    <>
      <p class="quiet">
        {formatBytes(total)} of code in {packages.length} packages, {formatBytes(zipBytes)} zipped.
      </p>
      <Treemap packages={packages} selected={selected} onSelect={setSelected} />
      <ul class="legend">
        {packageKinds.map(({ kind, title }) => (
          <li key={kind}>
            <span class={`swatch swatch-${kind}`} /> {title}
          </li>
        ))}
      </ul>
      <div class="table-box" tabIndex={0} role="region" aria-label="Table of packages">
        <table>
          <thead>
            <tr>
              <th scope="col">Package</th>
              <th scope="col" class="number">
                In the bundle
              </th>
              <th scope="col" class="number">
                Share
              </th>
              <th scope="col" class="number only-wide">
                Files
              </th>
            </tr>
          </thead>
          <tbody>
            {packages.map((share) => (
              <PackageRow
                key={nameOf(share)}
                share={share}
                total={total}
                isOpen={share === open}
                onOpen={() => setSelected(share === open ? undefined : nameOf(share))}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface PackageRowProps {
  readonly share: PackageShare;
  readonly total: number;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

/** Files of a package that are shown; the rest is told as one line. */
const shownFiles = 50;

function PackageRow({ share, total, isOpen, onOpen }: PackageRowProps) {
  const { bundledBytes, files, installed } = share;
  const part = total === 0 ? 0 : bundledBytes / total;
  const isShakenOff = bundledBytes === 0 && installed === undefined;
  return (
    <>
      <tr>
        <th scope="row" class="package">
          <span class={`swatch swatch-${kindOfPackage(share.name)}`} />
          <button type="button" class="plain" aria-expanded={isOpen} onClick={onOpen}>
            {nameOf(share)}
          </button>
          {isShakenOff && <span class="quiet"> shaken off</span>}
          {installed && <span class="quiet"> installed beside the bundle</span>}
        </th>
        <td class="number">{formatBytes(bundledBytes)}</td>
        <td class="number">
          <meter class="share" min={0} max={1} value={part} aria-label="Share" />
          {` ${(part * 100).toFixed(1)} %`}
        </td>
        <td class="number only-wide">{files.length}</td>
      </tr>
      {isOpen &&
        files.slice(0, shownFiles).map(({ path, bundledBytes: bytes }) => (
          <tr key={path} class="row-inner">
            <td>
              <code>{path}</code>
            </td>
            <td class="number">{formatBytes(bytes)}</td>
            <td />
            <td class="only-wide" />
          </tr>
        ))}
      {isOpen && files.length > shownFiles && (
        <tr class="row-inner">
          <td colSpan={4} class="quiet">
            and {files.length - shownFiles} smaller files
          </td>
        </tr>
      )}
    </>
  );
}
