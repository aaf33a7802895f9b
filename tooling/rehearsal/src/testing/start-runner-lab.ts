import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OidcClaims } from '../github/oidc-claims.ts';
import { startGithub } from '../github/start-github.ts';
import type { RunnerLab } from '../runner/runner-lab.ts';
import { downloadArtifact, uploadArtifact } from '../stand-ins/artifacts.ts';
import { cache } from '../stand-ins/cache.ts';
import { checkout } from '../stand-ins/checkout.ts';
import type { StandIns } from '../stand-ins/stand-in.ts';
import { createAuthor, type Author } from './author.ts';
import { installRunnerPrograms } from './runner-programs.ts';
import type { Files } from './small-repository.ts';

/** A GitHub with one repository, runners for its workflows, and somebody who pushes. */
export async function startRunnerLab(
  directory: string,
  files: Files,
  {
    standIns = {},
    mint = (claims) => Promise.resolve(JSON.stringify(claims)),
  }: {
    readonly standIns?: StandIns;
    readonly mint?: (claims: OidcClaims) => Promise<string>;
  } = {},
): Promise<{ readonly lab: RunnerLab; readonly author: Author }> {
  const github = await startGithub({
    directory: join(directory, 'github'),
    fullName: 'acme/penguins',
    settings: { vars: {}, secrets: {}, environments: {} },
    mint,
  });
  const path = await installRunnerPrograms(join(directory, 'programs'));
  // Links of the lockfile are relative: every clone is as deep as the author's.
  const author = await createAuthor(github, join(directory, 'author', 'home', 'workspace'));
  await author.commit('first', files);
  let made = 0;
  const lab: RunnerLab = {
    github,
    path,
    standIns: {
      'actions/cache': cache,
      'actions/checkout': checkout,
      'actions/download-artifact': downloadArtifact,
      'actions/upload-artifact': uploadArtifact,
      ...standIns,
    },
    async makeDirectory(name) {
      made += 1;
      const place = join(directory, `${name}-${String(made)}`);
      await mkdir(place);
      return place;
    },
  };
  return { lab, author };
}
