import { expect, it } from 'vitest';
import { startProxy } from '../test/proxy.ts';
import { triggerExamples } from '../test/trigger-examples.ts';
import { openTriggerStore } from '../test/trigger-store.ts';
import { startTriggerWorld } from '../test/trigger-world.ts';

it('asks nothing of triggers while a tag says that they are as they shall be', async () => {
  await using world = await startTriggerWorld();
  await using proxy = await startProxy(world.stage.aws.url);
  const triggers = Object.entries(triggerExamples).flatMap(([name, { first }]) =>
    name === 'bucket' ? [] : first,
  );
  const options = { httpApi: triggerExamples.httpApi?.httpApi?.[0] };
  const asked = async (work: () => Promise<unknown>) => {
    const from = proxy.seen.length;
    await work();
    return proxy.seen.slice(from).map(({ method, path }) => `${method} ${path}`);
  };
  {
    await using store = openTriggerStore(proxy.url);
    expect(await store.deploy({ hello: triggers, none: [] }, options)).toEqual([]);
  }
  // Somebody else, who remembers nothing.
  await using store = openTriggerStore(proxy.url);
  const requests = await asked(async () => {
    const plans = await store.plan({ hello: triggers, none: [] }, options);
    expect(plans.map(({ action }) => action)).toEqual(['none', 'none']);
  });
  // The functions, and whose account it is.
  const isUsual = (one: string) => /\/functions\/(?:hello|none)\?|^POST \/$/.test(one);
  expect(requests.filter((one) => !isUsual(one))).toEqual([]);
  const withChange = await asked(() => store.plan({ hello: triggers.slice(1), none: [] }, options));
  expect(withChange.length).toBeGreaterThan(requests.length + 5);
});
