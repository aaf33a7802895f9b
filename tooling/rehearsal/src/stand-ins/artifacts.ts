import { existsSync, globSync, statSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { StepFailed } from '../runner/not-rehearsed.ts';
import type { JobSession } from '../runner/job-session.ts';
import type { StandIn } from './stand-in.ts';

/** Artifacts belong to a run. */
function placeOf({ github, contexts }: JobSession, name: string): string {
  const { run_id: run } = contexts.github as { readonly run_id: string };
  return join(github.storage, 'artifacts', run, name);
}

/**
 * actions/upload-artifact: keeps files for other jobs of the run.
 *
 * @see https://github.com/actions/upload-artifact/blob/v7.0.1/action.yml
 */
export const uploadArtifact: StandIn = {
  inputs: {
    name: 'artifact',
    path: '',
    'if-no-files-found': 'warn',
    'include-hidden-files': 'false',
    'retention-days': '90',
  },
  async run({ inputs, session, log }) {
    const { name = '', path = '' } = inputs;
    const root = resolve(session.directories.workspace, path);
    const isHidden = (file: string) => file.split('/').some((part) => /^\.[^.]/.test(part));
    const files = (existsSync(root) ? (statSync(root).isFile() ? [root] : filesBelow(root)) : [])
      // By the path that is uploaded: `.turbo/cache` is itself hidden.
      .filter(
        (file) =>
          inputs['include-hidden-files'] === 'true' ||
          !isHidden(relative(session.directories.workspace, file)),
      );
    if (files.length === 0) {
      const message = `No files were found with the provided path: ${path}. No artifacts will be uploaded.`;
      if (inputs['if-no-files-found'] === 'error') throw new StepFailed(message);
      if (inputs['if-no-files-found'] === 'warn') {
        session.annotations.push({ level: 'warning', message });
      }
      log(message);
      return { 'artifact-id': '' };
    }
    const place = placeOf(session, name);
    if (existsSync(place)) {
      throw new StepFailed(
        `Failed to CreateArtifact: Received non-retryable error: an artifact with this name already exists on the workflow run: ${name}`,
      );
    }
    const top = statSync(root).isFile() ? dirname(root) : root;
    for (const file of files) {
      const target = join(place, relative(top, file));
      await mkdir(dirname(target), { recursive: true });
      await cp(file, target);
    }
    log(`Artifact ${name} has been successfully uploaded: ${String(files.length)} files`);
    return { 'artifact-id': basename(place) };
  },
};

/**
 * actions/download-artifact: puts the files of an earlier job of the run where they are wanted.
 *
 * @see https://github.com/actions/download-artifact/blob/v8.0.1/action.yml
 */
export const downloadArtifact: StandIn = {
  inputs: { name: '', path: '' },
  async run({ inputs, session, log }) {
    const { name = '', path = '' } = inputs;
    const place = placeOf(session, name);
    if (!existsSync(place)) {
      throw new StepFailed(`Unable to download artifact(s): Artifact not found for name: ${name}`);
    }
    const target = resolve(session.directories.workspace, path);
    await cp(place, target, { recursive: true });
    log(`Artifact ${name} was downloaded to ${target}`);
    return { 'download-path': target };
  },
};

function filesBelow(root: string): readonly string[] {
  return globSync(['**/*', '**/.*', '**/.*/**/*'], { cwd: root })
    .map((path) => join(root, path))
    .filter((path) => statSync(path).isFile());
}
