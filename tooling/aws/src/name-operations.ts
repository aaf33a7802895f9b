import type { LambdaClient } from '@aws-sdk/client-lambda';
import { noteOperation } from './translate-error.ts';

/** Has errors of a client remember which operation failed. */
export function nameOperations(client: Pick<LambdaClient, 'middlewareStack'>): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          noteOperation(error, commandName.replace(/Command$/, ''));
          throw error;
        }
      },
    { step: 'initialize', priority: 'high', name: 'nameOperations' },
  );
}
