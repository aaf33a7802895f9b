import { SchedulerServiceException } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../lambda/facts/matches-fact.ts';
import { parseRequest } from '../lambda/facts/parse-request.ts';
import { factId, readFacts } from '../lambda/facts/read-facts.ts';
import { startSchedulerLab, type SchedulerLab } from './testing/start-scheduler.ts';

const facts = readFacts().filter(({ area }) => area === 'scheduler');

let lab: SchedulerLab;
beforeAll(async () => {
  lab = await startSchedulerLab({ background: false });
});
afterAll(() => lab.stop());

/** What CreateSchedule answers to an expression, as the facts have it. */
async function answerTo(expression: string, Name: string) {
  try {
    const body = { ScheduleArn: await lab.create({ Name, ScheduleExpression: expression }) };
    return { status: 200, headers: {}, body, text: '' };
  } catch (error) {
    if (!(error instanceof SchedulerServiceException)) throw error;
    const { name: code, message, $metadata } = error;
    const status = $metadata.httpStatusCode ?? 0;
    return { status, headers: {}, body: undefined, text: '', code, message };
  }
}

describe('EventBridge Scheduler answers as recorded:', () => {
  it.each(facts.map((fact) => [fact.request, fact] as const))('%s', async (request, fact) => {
    const expression = parseRequest(request, {})?.input.ScheduleExpression;
    // One is told in words: each kind of expression.
    const expressions =
      typeof expression === 'string'
        ? [expression]
        : ['cron(0 1 * * ? *)', 'rate(10 minutes)', 'at(2027-12-31T23:59:59)'];
    for (const [index, text] of expressions.entries()) {
      const answer = await answerTo(text, `fact-${String(index)}`);
      expect(differences(answer, fact, {}), factId(fact)).toEqual([]);
    }
  });
});
