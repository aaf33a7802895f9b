import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProxy, type Proxy } from '../test/proxy.ts';
import { triggerExamples } from '../test/trigger-examples.ts';
import { openTriggerStore, type TriggerStore } from '../test/trigger-store.ts';
import { startTriggerWorld, type TriggerWorld } from '../test/trigger-world.ts';
import { isWrite } from '../test/trigger-writes.ts';

/** What a deploy brings a function to. */
type Target = Parameters<TriggerStore['deploy']>;

let world: TriggerWorld;
let proxy: Proxy;
let store: TriggerStore;
/** How many writes are still let through; all that is asked after them is refused, reads too. */
let allowed = Infinity;

beforeAll(async () => {
  world = await startTriggerWorld();
  proxy = await startProxy(world.stage.aws.url, (seen) => {
    if (allowed > 0 && isWrite(seen)) allowed -= 1;
    else if (allowed <= 0) return Promise.resolve({ status: 403, body: '' });
    return Promise.resolve(undefined);
  });
  store = openTriggerStore(proxy.url);
  // That a bucket tells EventBridge is the bucket's affair, and stays.
  await store.deploy({ hello: [{ type: 'bucket', bucket: 'birds', via: 'eventbridge' }] });
  await store.deploy({ hello: [] });
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

/** Lets so many writes through. @returns whether anything was refused */
async function stopAfter(writes: number, target: Target): Promise<boolean> {
  allowed = writes;
  await store.deploy(...target).catch(() => undefined);
  const wasStopped = allowed <= 0;
  allowed = Infinity;
  return wasStopped;
}

it.each(Object.entries(triggerExamples))(
  'a run that is stopped after any write is finished by the next one, or given up: %s',
  async (_, { parts, first, changed, httpApi }) => {
    const none: Target = [{ hello: [] }];
    const one: Target = [{ hello: first }, { httpApi: httpApi?.[0] }];
    const other: Target = [{ hello: changed }, { httpApi: httpApi?.[1] }];
    const reach = async (target: Target) => {
      expect(await store.deploy(...target)).toEqual([]);
      return world.describe(['statements', ...parts]);
    };
    const wanted = new Map<Target, readonly string[]>();
    for (const target of [none, one, other]) {
      wanted.set(target, await reach(target));
      expect(await store.differences(...target)).toEqual([]);
    }
    expect(await reach(none)).toEqual(wanted.get(none));
    let isStopped = true;
    for (let writes = 0; isStopped; writes += 1) {
      isStopped = false;
      for (const target of [one, other, none]) {
        if (!(await stopAfter(writes, target))) continue;
        isStopped = true;
        expect(await reach(target), `stopped after ${writes} writes`).toEqual(wanted.get(target));
      }
      await stopAfter(writes, one);
      expect(await reach(none), `given up after ${writes} writes`).toEqual(wanted.get(none));
    }
  },
);
