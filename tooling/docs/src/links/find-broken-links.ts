import { posix } from 'node:path';
import type { Link, Page } from '../markdown/read-page.ts';

/**
 * Links that lead nowhere, each with its place and what is wrong.
 *
 * Of addresses in the network only the form is looked at: nothing is asked.
 *
 * @param files - all that a link may lead to, from the root
 */
export function findBrokenLinks(pages: readonly Page[], files: readonly string[]): string[] {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const existing = new Set(files.flatMap(withDirectories));
  return pages.flatMap((page) =>
    page.links.flatMap((link) => {
      const problem = problemOf(page, link, byPath, existing);
      return problem === undefined ? [] : [`${page.path}:${link.line}: ${link.target}: ${problem}`];
    }),
  );
}

/** `a/b.md` → `a/b.md`, `a` */
function withDirectories(path: string): string[] {
  const parent = posix.dirname(path);
  return parent === '.' ? [path, '.'] : [path, ...withDirectories(parent)];
}

function problemOf(
  page: Page,
  { kind, target }: Link,
  pages: ReadonlyMap<string, Page>,
  existing: ReadonlySet<string>,
): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(target)) return problemOfAddress(target);
  if (target.startsWith('/')) return 'begins at the root of the host: write it from this page';
  const [path, anchor] = splitAnchor(target);
  if (kind === 'image' && path === '') return 'names no file';
  const file = path === '' ? page.path : posix.join(posix.dirname(page.path), decodeURI(path));
  if (!existing.has(file.replace(/\/$/, ''))) return `there is no ${file}`;
  if (anchor === undefined) return undefined;
  const linked = pages.get(file);
  if (linked === undefined) {
    return /^L\d+(?:-L\d+)?$/.test(anchor)
      ? undefined
      : `#${anchor}: only lines of it can be named`;
  }
  if (linked.anchors.has(anchor)) return undefined;
  const known = [...linked.anchors].map((one) => `#${one}`).join(' ');
  return `${file} has no heading #${anchor}, but ${known}`;
}

function splitAnchor(target: string): readonly [string, string | undefined] {
  const at = target.indexOf('#');
  return at < 0 ? [target, undefined] : [target.slice(0, at), decodeURI(target.slice(at + 1))];
}

function problemOfAddress(address: string): string | undefined {
  if (address.startsWith('mailto:')) return undefined;
  const url = URL.parse(address);
  if (url === null || /\s/.test(address)) return 'is no address';
  if (url.protocol === 'https:' || isLocal(url)) return undefined;
  return `${url.protocol} is not https:`;
}

const isLocal = ({ protocol, hostname }: URL) =>
  protocol === 'http:' && (hostname === '127.0.0.1' || /(?:^|\.)localhost$/.test(hostname));
