import type { Restriction } from './restriction.ts';

const message =
  'A command line for a shell breaks on the first space or quote in a path: use spawn or execFile with an array.';

/** Programs are started with a list of arguments, never through a shell. */
export const shell: Restriction = {
  imports: [
    { regex: '^node:child_process$', importNames: ['exec', 'execSync', 'default'], message },
  ],
  syntax: [
    {
      selector: 'ObjectExpression > Property[key.name="shell"]:not([value.value=false])',
      message,
    },
  ],
};
