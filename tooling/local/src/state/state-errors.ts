import { UserError } from '@tooling/core';

/** A file that is there and is not what it should be. */
export function corrupt(file: string, problem: string, cause?: unknown): UserError {
  return new UserError('STATE_CORRUPT', `${file} ${problem}`, { subject: file, cause });
}

/** A directory that was deleted, or replaced, under the process that has it open. */
export function gone(directory: string): UserError {
  return new UserError('STATE_GONE', `${directory} was deleted while it was in use`, {
    subject: directory,
  });
}

/** A write that the disk or its permissions refused. Other failures stay as they are: bugs. */
export function unwritable(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  const problem = code === undefined ? undefined : problems[code];
  if (problem === undefined) return cause;
  return new UserError('STATE_UNWRITABLE', `cannot write ${path}: ${problem}`, {
    subject: path,
    cause,
  });
}

const problems: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is too large for this file system',
  EMFILE: 'too many open files',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'a part of the path is not a directory',
  EEXIST: 'a file is in the place of a directory',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
};
