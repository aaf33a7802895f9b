import type { NativeFile } from '../artifact-manifest.ts';
import type { Preflight } from './preflight.ts';

/**
 * Machine code that the function's processor cannot run, or that wants another C library than Lambda's.
 *
 * Packages bring the same code for several platforms and load the right one: files whose paths differ in
 * words for platforms alone are taken for such, and one that fits is enough.
 */
export function checkNativeFiles({ wanted, artifact, place }: Preflight): readonly string[] {
  const { architecture } = wanted.settings;
  const fits = (file: NativeFile) =>
    file.os === 'linux' && file.architecture === architecture && file.libc !== 'musl';
  const groups = Map.groupBy(artifact?.nativeFiles ?? [], ({ path }) => withoutPlatform(path));
  return [...groups.values()]
    .filter((files) => !files.some(fits) && files.some(isMeantForLambda))
    .map(([file]) => (file === undefined ? '' : explain(file)));

  function explain(file: NativeFile): string {
    const { path, os, libc } = file;
    const made = `${path} in the zip is for ${osNames[os]} on ${file.architecture === 'other' ? 'another processor' : file.architecture}`;
    if (os === 'linux' && file.architecture === architecture && libc === 'musl') {
      return `${place('bundling')}: ${made} with musl, and Lambda has glibc: take the build for glibc (gnu)`;
    }
    return isInstalled(path)
      ? `${place('architecture')}: ${made}, and the function runs on ${architecture}: say \`architecture: '${architecture}'\` in ${wanted.directory}/lambda.config.ts, by which packages are installed`
      : `${place('bundling')}: ${made}, and the function runs on Linux on ${architecture}: put the right file into the zip, or change architecture`;
  }
}

const osNames = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' } as const;

const isInstalled = (path: string) => path.startsWith('node_modules/');

/** What packages bring for other systems stays unused there; among one's own files it is a mistake. */
const isMeantForLambda = ({ path, os }: NativeFile) => os === 'linux' || !isInstalled(path);

const platformWords =
  /(?:linux|darwin|macos|osx|win(?:32|64|dows)?|freebsd|android|x64|x86[_-]64|amd64|ia32|arm64|aarch64|armv7|arm|gnueabihf|gnu|glibc|musl|msvc)/g;

const withoutPlatform = (path: string) => path.toLowerCase().replace(platformWords, '*');
