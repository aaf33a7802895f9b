import type { VersionStore } from '@tooling/core';
import type { AwsClients } from './clients.ts';
import { deleteVersion } from './delete-version.ts';
import { pinFunction, unpinFunction } from './pin-function.ts';
import { prepareVersion } from './prepare-version.ts';
import { readCode } from './read-code.ts';
import { readHistory } from './read-history.ts';
import { unmarkSwitching } from './switching-mark.ts';
import { translating } from './translate-error.ts';

/** The versions of the functions of one account and region. */
export function createVersionStore(clients: AwsClients): VersionStore {
  return {
    readHistory: (functionName) =>
      translating(functionName, () => readHistory(clients, functionName)),
    prepareVersion: (history, version) =>
      translating(history.functionName, () => prepareVersion(clients, history, version)),
    pin: (functionName, pin) =>
      translating(functionName, () => pinFunction(clients, functionName, pin)),
    unpin: (functionName, version) =>
      translating(functionName, () => unpinFunction(clients, functionName, version)),
    endSwitching: (functionName, version) =>
      translating(functionName, () => unmarkSwitching(clients, functionName, [version])),
    readCode: (functionName, version) =>
      translating(functionName, () => readCode(clients, functionName, version)),
    deleteVersion: (functionName, version) =>
      translating(functionName, () => deleteVersion(clients, functionName, version)),
  };
}
