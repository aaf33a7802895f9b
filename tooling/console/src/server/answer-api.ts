import { UserError } from '@tooling/core';
import { bundleShares } from '@tooling/core/graph';
import type { BundleAnswer } from '../api/console-api.ts';
import { json, notFound, problemOf, type ConsoleAnswer } from './answers.ts';
import type { ConsoleWorld } from './console-world.ts';
import { readSampleEvents } from './read-sample-events.ts';

/**
 * Answers `/_console/api/…`.
 *
 * @param path - below it, percent-encoded as it came
 */
export async function answerApi(
  { method, path }: { readonly method: string; readonly path: string },
  world: ConsoleWorld,
): Promise<ConsoleAnswer> {
  const names = decodedParts(path);
  const route = names && findRoute(names);
  if (route === undefined) return notFound(`The console has no /_console/api/${path}`);
  const answer = own(route, method);
  if (answer === undefined) {
    const message = `/_console/api/${path} takes ${Object.keys(route).join(', ')}`;
    return json(405, { message });
  }
  try {
    return await answer(world);
  } catch (error) {
    if (error instanceof UserError) return json(statusOf(error), problemOf(error));
    world.report(error);
    return json(500, { message: 'The console failed; the error output of the command says more.' });
  }
}

type Answer = (world: ConsoleWorld) => Promise<ConsoleAnswer>;

/** By method. */
type Route = Readonly<Record<string, Answer>>;

function findRoute([first, lambda = '', last, ...more]: readonly string[]): Route | undefined {
  if (more.length > 0) return undefined;
  if (lambda === '' && last === undefined) return own(wholeRoutes, first ?? '');
  return first === 'functions' && last !== undefined
    ? own(functionRoutes(lambda), last)
    : undefined;
}

const wholeRoutes: Readonly<Record<string, Route>> = {
  functions: { GET: async (world) => json(200, await world.readFunctions()) },
  graph: { GET: async (world) => json(200, await world.readGraph()) },
  plan: {
    async POST(world) {
      await world.plans.make();
      return json(200, await world.readGraph());
    },
  },
};

const functionRoutes = (lambda: string): Readonly<Record<string, Route>> => ({
  history: {
    async GET(world) {
      const history = await world.readHistory(lambda);
      return history === undefined
        ? notFound(`Nothing is deployed of ${lambda}`, 'run `lambda deploy`')
        : json(200, history);
    },
  },
  events: {
    async GET(world) {
      const place = await world.findLambda(lambda);
      if (place === undefined) return noLambda(lambda);
      return json(200, await readSampleEvents(world.root, place.directory));
    },
  },
  bundle: {
    async GET(world) {
      const place = await world.findLambda(lambda);
      if (place === undefined) return noLambda(lambda);
      const bundled = await world.bundles.read(place);
      if (bundled === undefined) {
        return notFound(`${place.directory} is not built`, `run \`lambda build ${lambda}\``);
      }
      const { manifest } = bundled;
      return json(200, {
        lambda,
        zipBytes: manifest.zipBytes,
        packages: bundleShares(manifest),
      } satisfies BundleAnswer);
    },
  },
});

/** `constructor` is no route. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

const noLambda = (name: string) =>
  notFound(`There is no lambda "${name}"`, 'lambdas are the directories under lambdas/');

/** undefined where a part is no percent-encoding. */
function decodedParts(path: string): readonly string[] | undefined {
  try {
    return path.split('/').map((part) => decodeURIComponent(part));
  } catch {
    return undefined;
  }
}

/** What the workspace says wrong is no failure of the server, and none of the request either. */
const statusOf = ({ code }: UserError): number => (code === 'UNKNOWN_LAMBDA' ? 404 : 422);
