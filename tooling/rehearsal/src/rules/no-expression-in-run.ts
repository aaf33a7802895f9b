import type { Rule } from './rule.ts';
import { stepsOf } from './source-file.ts';

/**
 * What an expression gives becomes part of the script: a branch's name, or an input, could be a command.
 * Variables of the environment are only ever text, so all of them come that way.
 *
 * @see https://docs.github.com/actions/concepts/security/script-injections
 */
export const noExpressionInRun: Rule = {
  name: 'no-expression-in-run',
  check: (file) =>
    stepsOf(file)
      .filter(({ step }) => step.run?.includes('${{') === true)
      .map(({ path }) => ({
        line: file.lineOf([...path, 'run']),
        message: 'an expression in a run: give it as a variable by env',
      })),
};
