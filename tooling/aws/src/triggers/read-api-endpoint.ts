import type { Ownership } from '@tooling/core';
import type { AwsClients } from '../clients.ts';
import { findApi } from './http-api.ts';

/** Where the HTTP API of a service in a stage answers; undefined while there is none. */
export async function readApiEndpoint(
  clients: AwsClients,
  ownership: Ownership,
): Promise<string | undefined> {
  return (await findApi({ clients, ownership }))?.ApiEndpoint;
}
