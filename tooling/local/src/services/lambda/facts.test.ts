import { afterEach, describe, expect, it } from 'vitest';
import { accountId, functionName, startFactLab, type FactLab } from './facts/fact-lab.ts';
import { differences } from './facts/matches-fact.ts';
import { parseRequest } from './facts/parse-request.ts';
import { factId, readFacts, readWaiting, type Fact } from './facts/read-facts.ts';
import { standOf } from './facts/stand-of.ts';
import { toldCases, type ToldCase } from './facts/told-cases.ts';
import { needed, variables } from './facts/variables.ts';

const facts = readFacts();
const waiting = new Set(readWaiting().flatMap((one) => one.facts));
const waitingForOperations = new Set(
  readWaiting().flatMap((one) => (one.until === 'operation' ? one.facts : [])),
);
const tested = facts.filter((fact) => !waiting.has(factId(fact)));

/** Facts of states in between are seen only while something takes time. */
const settling = new Set(['update/in-progress', 'update/publish', 'update/state', 'update/no-op']);
const settleMs = 1000;

let lab: FactLab | undefined;
afterEach(async () => {
  await lab?.stop();
  lab = undefined;
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
    expect(Object.keys(toldCases).filter((name) => waiting.has(name))).toEqual([]);
    const known = new Set(facts.map(factId));
    expect(Object.keys(toldCases).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('a fact that waits for an operation', () => {
  it('waits only until the operation is there', async () => {
    lab = await startFactLab();
    const there = new Set(lab.operations);
    const overdue = facts.filter((fact) => {
      const operation = /^[A-Z][A-Za-z]+/.exec(fact.request)?.[0] ?? '';
      return waitingForOperations.has(factId(fact)) && there.has(operation);
    });
    expect(overdue.map(factId)).toEqual([]);
  });
});

describe('AWS Lambda answers as recorded:', () => {
  it.each(tested.map((fact) => [`${fact.area}: ${fact.request} (${factId(fact)})`, fact] as const))(
    '%s',
    async (_name, fact) => {
      lab = await startFactLab(settling.has(fact.area) ? settleMs : 0);
      const answer = await caseOf(fact)?.(lab);
      if (answer === undefined) throw new Error('This fact is neither tested nor waiting');
      expect(differences(answer, fact, knownOf(fact))).toEqual([]);
    },
  );
});

/** How to test a fact: as it is told, or by the request that its text is. */
function caseOf(fact: Fact): ToldCase | undefined {
  const told = toldCases[factId(fact)];
  if (told !== undefined) return told;
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
