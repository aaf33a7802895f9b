import type { Rule } from './rule.ts';
import { stepsOf } from './source-file.ts';

/** A tag can be moved to other code; a commit cannot. The comment is for people, and for updates. */
export const pinnedActions: Rule = {
  name: 'pinned-actions',
  check(file) {
    const lines = file.text.split('\n');
    return stepsOf(file).flatMap(({ step, path }) => {
      if (step.uses === undefined || step.uses.startsWith('./')) return [];
      const line = file.lineOf([...path, 'uses']);
      if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(step.uses)) {
        return [{ line, message: `${step.uses} is not pinned to a commit` }];
      }
      if (/ # v\d+\.\d+\.\d+$/.test(lines[line - 1] ?? '')) return [];
      return [{ line, message: `${step.uses}: a comment says which version that is: # v1.2.3` }];
    });
  },
};
