import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountId, functionName, startFactLab, type FactLab } from './facts/fact-lab.ts';
import { implementedOperations } from './facts/implemented-operations.ts';
import { differences } from './facts/matches-fact.ts';
import { parseRequest } from './facts/parse-request.ts';
import { configuredCases } from './facts/configured-cases.ts';
import { mappingCases } from './facts/mapping-cases.ts';
import { functionUrlCases } from './facts/function-url-cases.ts';
import { factId, readFacts, readWaiting, type Fact } from './facts/read-facts.ts';
import { standOf } from './facts/stand-of.ts';
import { runCases } from './facts/run-cases.ts';
import { s3CodeCases } from './facts/s3-code-cases.ts';
import { s3NotificationCases } from './facts/s3-notification-cases.ts';
import { toldCases, type ToldCase } from './facts/told-cases.ts';
import { needed, variables } from './facts/variables.ts';

const told = {
  ...toldCases,
  ...runCases,
  ...configuredCases,
  ...s3CodeCases,
  ...mappingCases,
  ...s3NotificationCases,
  ...functionUrlCases,
};
const facts = readFacts();
const waiting = new Set(readWaiting().flatMap((one) => one.facts));
const waitingForOperations = new Set(
  readWaiting().flatMap((one) => (one.until === 'operation' ? one.facts : [])),
);
/** Those of other services are tested beside them. */
const elsewhere = new Set(['scheduler', 'sts']);
const tested = facts.filter((fact) => !waiting.has(factId(fact)) && !elsewhere.has(fact.area));

/** Facts of states in between are seen only while something takes time. */
const settling = new Set(['update/in-progress', 'update/publish', 'update/state', 'update/no-op']);
const settleMs = 1000;

/** One for facts of what is settled, one for those of what is not; emptied before each fact. */
let labs: { readonly settled: FactLab; readonly settling: FactLab };
beforeAll(async () => {
  labs = { settled: await startFactLab(), settling: await startFactLab(settleMs) };
});
afterAll(async () => {
  await Promise.all([labs.settled.stop(), labs.settling.stop()]);
});

describe('every recorded fact', () => {
  it('has a name of its own', () => {
    expect(new Set(facts.map(factId)).size).toBe(facts.length);
  });

  it('is tested or waits, and no other fact waits', () => {
    const names = new Set(facts.map(factId));
    expect([...waiting].filter((name) => !names.has(name))).toEqual([]);
    const untested = tested.filter((fact) => caseOf(fact) === undefined);
    expect(untested.map(factId)).toEqual([]);
  });

  it('waits for one reason at most, and not when it is told how to test it', () => {
    const names = readWaiting().flatMap((one) => one.facts);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(Object.keys(told).filter((name) => waiting.has(name))).toEqual([]);
    const known = new Set(facts.map(factId));
    expect(Object.keys(told).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('a fact that waits for an operation', () => {
  it('waits only until the operation is there', async () => {
    const there = await implementedOperations();
    const overdue = facts.filter((fact) => {
      const operation = /^[A-Z][A-Za-z]+/.exec(fact.request)?.[0] ?? '';
      return waitingForOperations.has(factId(fact)) && there.has(operation);
    });
    expect(there.has('GetFunction')).toBe(true);
    expect(overdue.map(factId)).toEqual([]);
  });
});

describe('AWS Lambda answers as recorded:', () => {
  it.each(tested.map((fact) => [`${fact.area}: ${fact.request} (${factId(fact)})`, fact] as const))(
    '%s',
    async (_name, fact) => {
      const lab = settling.has(fact.area) ? labs.settling : labs.settled;
      await lab.reset();
      const answer = await caseOf(fact)?.(lab);
      if (answer === undefined) throw new Error('This fact is neither tested nor waiting');
      expect(differences(answer, fact, knownOf(fact))).toEqual([]);
    },
  );
});

/** How to test a fact: as it is told, or by the request that its text is. */
function caseOf(fact: Fact): ToldCase | undefined {
  const own = told[factId(fact)];
  if (own !== undefined) return own;
  const request = parseRequest(fact.request, variables);
  if (request === undefined) return undefined;
  return async (started) => {
    await standOf(fact)(started);
    const input = { ...needed[request.operation], ...request.input };
    return await started.send(request.operation, input);
  };
}

/** What the placeholders of its answer stand for: its own function where it names another one. */
function knownOf(fact: Fact): Readonly<Record<string, string>> {
  const { FunctionName, Resource } = parseRequest(fact.request, variables)?.input ?? {};
  const named = FunctionName ?? Resource;
  const isAnother = typeof named === 'string' && !named.includes(functionName);
  return {
    account: accountId,
    name: isAnother ? (named.split(':').at(-1) ?? '') : functionName,
    min_unreserved_concurrency: '100',
    'wrong-region': 'eu-west-3',
  };
}
