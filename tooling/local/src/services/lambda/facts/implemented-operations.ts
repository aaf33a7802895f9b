import { loadServices } from '../../../reference/load-services.ts';

/** The names of all operations of all services of the local AWS. */
export async function implementedOperations(): Promise<ReadonlySet<string>> {
  const services = await loadServices();
  return new Set(services.flatMap(({ operations }) => Object.keys(operations)));
}
