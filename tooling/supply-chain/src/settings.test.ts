import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly resolution: object }>>;
}

describe('pnpm-workspace.yaml', () => {
  const settings = parse(read('pnpm-workspace.yaml')) as Readonly<Record<string, unknown>>;

  test('keeps out what is younger than three days, and what has lost its proof of origin', () => {
    expect(settings.minimumReleaseAge).toBeGreaterThanOrEqual(3 * 24 * 60);
    expect(settings.trustPolicy).toBe('no-downgrade');
    expect(settings.blockExoticSubdeps).toBe(true);
    expect(settings.catalogMode).toBe('strict');
  });

  test('lets no other package run a script when it is installed', () => {
    expect(settings.allowBuilds).toEqual({
      'aws-lambda-ric': false,
      esbuild: true,
      node: true,
      pnpm: true,
    });
  });

  test.each([
    'dangerouslyAllowAllBuilds',
    'minimumReleaseAgeExclude',
    'minimumReleaseAgeStrict',
    'minimumReleaseAgeIgnoreMissingTime',
    'onlyBuiltDependencies',
    'strictDepBuilds',
    'trustPolicyExclude',
    'trustPolicyIgnoreAfter',
    'verifyStoreIntegrity',
  ])('has no %s, which would make an exception', (name) => {
    expect(settings).not.toHaveProperty(name);
  });

  test('names exact versions of its catalogs, from the registry alone', () => {
    const { catalog, catalogs } = settings as {
      readonly catalog: Readonly<Record<string, string>>;
      readonly catalogs: Readonly<Record<string, Readonly<Record<string, string>>>>;
    };
    const versions = [catalog, ...Object.values(catalogs)].flatMap((one) => Object.values(one));
    const inexact = versions.filter(
      (version) => !/^(?:npm:[\w@/.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    expect(inexact).toEqual([]);
  });
});

test('the lockfile has a digest of every package, and none from elsewhere than a registry', () => {
  const { packages } = parse(read('pnpm-lock.yaml')) as Lockfile;
  const loose = Object.entries(packages).filter(([, { resolution }]) => {
    const [only, ...others] = Object.keys(resolution);
    return only !== 'integrity' || others.length > 0;
  });
  expect(loose.map(([name]) => name)).toEqual([]);
});

describe('the pipeline installs what the lockfile names', () => {
  test('in each workflow and action', () => {
    const files = globSync('.github/**/*.{yml,yaml}', { cwd: root });
    const installs = files.flatMap((file) =>
      read(file)
        .split('\n')
        .filter((line) => !/^\s*#/.test(line))
        .filter((line) =>
          /(?:\bpnpm|package_manager"?|pnpm@\S+)\s+(?:install|i|add)\b|\bnpm (?:install|i)\b/.test(
            line,
          ),
        )
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(installs).not.toEqual([]);
    expect(installs.filter((line) => !/ --frozen-lockfile\b/.test(line))).toEqual([]);
  });

  test('and where pnpm does it by itself', () => {
    // With CI set, pnpm takes the lockfile as it is.
    expect(read('.ci/run')).toMatch(/^export CI=true\b/m);
  });
});
