import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Text by path from the root of a repository; undefined deletes. */
export type Files = Readonly<Record<string, string | undefined>>;

export const repositoryRoot = resolve(import.meta.dirname, '../../../..');

/** Parts of this repository that its workflows run, and that the small one has, too. */
const taken = ['.changeset/config.json', '.github/**/*.yml', 'tooling/github/{scripts,src}/*.mjs'];

/**
 * A repository with this one's workflows and this one's tools, and next to nothing to check and build.
 *
 * Its dependencies are links, so that installing them takes a moment and asks no registry.
 */
export function smallRepository(files: Files): Files {
  const own = taken
    .flatMap((pattern) => globSync(pattern, { cwd: repositoryRoot }))
    .filter((path) => statSync(join(repositoryRoot, path)).isFile());
  return {
    'package.json': json({
      name: 'lambdas',
      private: true,
      type: 'module',
      packageManager: manifest().packageManager,
      scripts: { check: 'lambda build && turbo run test build' },
      devDependencies: {
        '@tooling/core': `link:${join(repositoryRoot, 'tooling/core')}`,
        '@tooling/deploy': `link:${join(repositoryRoot, 'tooling/deploy')}`,
        ...Object.fromEntries(
          ['@changesets/cli', 'node', 'pnpm', 'turbo', 'vitest'].map((name) => [
            name,
            `link:${join(repositoryRoot, 'node_modules', name)}`,
          ]),
        ),
      },
    }),
    'pnpm-workspace.yaml':
      'packages:\n  - lambdas/*\n  - packages/*\n  - tooling/*\npmOnFail: ignore\nverifyDepsBeforeRun: install\n',
    'turbo.json': json({
      tasks: {
        build: {
          dependsOn: ['^build'],
          inputs: ['$TURBO_DEFAULT$', '!**/*.test.js'],
          outputs: ['dist/**'],
          passThroughEnv: ['LAMBDA_BUILD_SERVER', 'pnpm_config_script_shell'],
        },
        test: { dependsOn: ['^build'], outputs: [] },
        '@tooling/deploy#deploy': deployTask(),
      },
    }),
    '.gitignore': 'node_modules/\ndist/\n.turbo/\n.local/\n',
    'deploy.config.ts': `export default ${json({
      service: 'rehearsal',
      // A function is asked on a busy machine, too, where the three seconds that AWS gives may not be enough.
      defaults: { timeout: 60 },
      stages: {
        dev: stageOf('dev'),
        prod: stageOf('prod'),
      },
    })};\n`,
    'tooling/deploy/package.json': json({
      name: '@tooling/deploy',
      private: true,
      scripts: { deploy: 'lambda deploy', plan: 'lambda plan' },
    }),
    ...Object.fromEntries(
      own.map((path) => [path, readFileSync(join(repositoryRoot, path), 'utf8')]),
    ),
    ...files,
  };
}

/** A lambda that answers with a text, and its test. */
export function greeter(name: string, text: string, packages: readonly string[] = []): Files {
  const imports = packages.map(
    (one, index) => `import { word as word${String(index)} } from '@packages/${one}';\n`,
  );
  const words = packages.map((_, index) => ` + word${String(index)}()`).join('');
  return {
    [`lambdas/${name}/package.json`]: json({
      name: `@lambdas/${name}`,
      version: '1.0.0',
      private: true,
      type: 'module',
      scripts: { build: 'lambda build', test: 'node --test' },
      dependencies: Object.fromEntries(packages.map((one) => [`@packages/${one}`, 'workspace:*'])),
    }),
    [`lambdas/${name}/index.js`]: `${imports.join('')}export const handler = async () => '${text}'${words};\n`,
    [`lambdas/${name}/index.test.js`]: `import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { handler } from './index.js';

test('answers', async () => {
  equal(typeof (await handler()), 'string');
});
`,
  };
}

/** Says what is new of a package. */
export const changeset = (name: string, words = 'Say it better'): Files => ({
  [`.changeset/${name.replaceAll(/\W+/g, '-')}.md`]: `---\n'${name}': minor\n---\n\n${words}\n`,
});

/** A shared package with one word. */
export function sharedWord(name: string, word: string): Files {
  return {
    [`packages/${name}/package.json`]: json({
      name: `@packages/${name}`,
      version: '1.0.0',
      private: true,
      type: 'module',
      sideEffects: false,
      exports: './index.js',
    }),
    [`packages/${name}/index.js`]: `export const word = () => JSON.parse('"${word}"');\n`,
  };
}

/** With the boundary that `lambda bootstrap` makes. */
const stageOf = (name: string) => ({
  account: '000000000000',
  region: 'us-east-1',
  namePrefix: `${name}-`,
  permissionsBoundary: `arn:aws:iam::000000000000:policy/lambda-bootstrap/rehearsal-${name}-boundary`,
});

/** As this repository's own turbo.json has it. */
function deployTask(): unknown {
  const { tasks } = JSON.parse(readFileSync(join(repositoryRoot, 'turbo.json'), 'utf8')) as {
    readonly tasks: Readonly<Record<string, unknown>>;
  };
  return tasks['@tooling/deploy#deploy'];
}

function manifest(): { readonly packageManager: string } {
  const path = join(repositoryRoot, 'package.json');
  if (!existsSync(path)) throw new Error(`no package.json in ${repositoryRoot}`);
  return JSON.parse(readFileSync(path, 'utf8')) as { readonly packageManager: string };
}

const json = (value: unknown) => JSON.stringify(value, undefined, 2);
