import { spawn } from 'node:child_process';

/** A `git check-ignore` that answers one question after the other. */
export interface CheckIgnore {
  /**
   * Not to be called before the last answer is there.
   *
   * @returns those of the files that git ignores: none where there is no git, or no repository
   */
  ask(files: readonly string[]): Promise<ReadonlySet<string>>;
  /** No answer is to be expected any more: there is no repository, or git had enough of a question. */
  readonly hasEnded: boolean;
  /** After the answer to what was asked. */
  end(): void;
}

/** Of each file: where the pattern stands, its line, the pattern, the file. */
const fieldsPerFile = 4;

function findIgnored(fields: readonly string[]): ReadonlySet<string> {
  const ignored = new Set<string>();
  for (let index = 0; index < fields.length; index += fieldsPerFile) {
    const [, , pattern = '', file = ''] = fields.slice(index, index + fieldsPerFile);
    // The last pattern that fits decides; one with an exclamation mark takes a file back.
    if (pattern !== '' && !pattern.startsWith('!')) ignored.add(file);
  }
  return ignored;
}

/** @param root - of the repository, from which the files are named */
export function startCheckIgnore(root: string): CheckIgnore {
  // With the patterns of all files, also of those that none fits: so the end of an answer is seen.
  const args = ['check-ignore', '--stdin', '-z', '--verbose', '--non-matching'];
  const git = spawn('git', args, { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] });
  let hasEnded = false;
  let rest = '';
  let fields: string[] = [];
  let hear: () => void = () => undefined;
  const end = () => {
    hasEnded = true;
    hear();
  };
  git.once('error', end);
  // It is gone before it has read anything where there is no repository.
  git.stdin.on('error', () => undefined);
  git.stdout.setEncoding('utf8').on('end', end);
  git.stdout.on('data', (chunk: string) => {
    const parts = `${rest}${chunk}`.split('\0');
    rest = parts.pop() ?? '';
    fields.push(...parts);
    hear();
  });
  return {
    get hasEnded() {
      return hasEnded;
    },
    async ask(files) {
      fields = [];
      git.stdin.write(files.map((file) => `${file}\0`).join(''));
      await new Promise<void>((resolve) => {
        hear = () => {
          if (hasEnded || fields.length >= files.length * fieldsPerFile) resolve();
        };
        hear();
      });
      return findIgnored(fields);
    },
    end() {
      git.stdin.end();
    },
  };
}
