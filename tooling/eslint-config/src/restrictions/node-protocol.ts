import { builtinModules } from 'node:module';
import type { Restriction } from './restriction.ts';

const bareNames = builtinModules.filter((name) => !/^(_|node:)/.test(name));

/** Every rule about a module of Node knows it by one name: the one with the prefix. */
export const nodeProtocol: Restriction = {
  imports: [
    {
      regex: `^(${bareNames.join('|')})$`,
      message: 'Write `node:` before the name of a module of Node.',
    },
  ],
};
