import type { Rule } from './rule.ts';

/** Without it a step goes on after the failure of all but the last part of a pipe. */
export const strictShell: Rule = {
  name: 'strict-shell',
  check: ({ kind, value, lineOf }) =>
    kind !== 'workflow' || JSON.stringify(value.defaults) === '{"run":{"shell":"bash"}}'
      ? []
      : [{ line: lineOf(['defaults']), message: 'defaults: { run: { shell: bash } } at the top' }],
};
