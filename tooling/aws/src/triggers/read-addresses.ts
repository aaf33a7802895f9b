import {
  placeOf,
  describeTrigger,
  routeAddress,
  type FunctionChange,
  type TriggerAddress,
} from '@tooling/core';
import type { AwsClients } from '../clients.ts';
import { readUrl } from './function-url-triggers.ts';
import { findApi } from './http-api.ts';

type Endpoint = string | undefined;

/** What tells where a function answers. */
type Answering = Pick<FunctionChange, 'functionName' | 'ownership' | 'triggers'>;

/** Where functions answer: a request for each URL, and one for all routes. */
export async function readAddresses(
  clients: AwsClients,
  changes: readonly Answering[],
): Promise<readonly (readonly TriggerAddress[])[]> {
  let reading: Promise<Endpoint> | undefined;
  const endpointFor = ({ ownership }: Answering) =>
    (reading ??= findApi({ clients, ownership }).then((api) => api?.ApiEndpoint));
  return Promise.all(changes.map((change) => addressesOf(clients, change, endpointFor)));
}

async function addressesOf(
  clients: AwsClients,
  change: Answering,
  endpointFor: (change: Answering) => Promise<Endpoint>,
): Promise<readonly TriggerAddress[]> {
  const { functionName, triggers } = change;
  const subject = { functionName, place: placeOf('') };
  const found = triggers.triggers.map(async (trigger): Promise<TriggerAddress | undefined> => {
    const { title } = describeTrigger(trigger, subject);
    if (trigger.type === 'functionUrl') {
      const address = (await readUrl({ clients, functionName }))?.FunctionUrl;
      return address === undefined ? undefined : { trigger: title, address };
    }
    if (trigger.type !== 'httpApi') return undefined;
    const endpoint = domainOf(change) ?? (await endpointFor(change));
    if (endpoint === undefined) return undefined;
    return { trigger: title, address: routeAddress(endpoint, trigger.route) };
  });
  return (await Promise.all(found)).filter((one) => one !== undefined);
}

/** People know the domain that leads there, where one is declared. */
function domainOf({ triggers: { httpApi } }: Answering): Endpoint {
  const domain = httpApi?.domain;
  if (domain === undefined) return undefined;
  return `https://${[domain.name, domain.path].filter(Boolean).join('/')}`;
}
