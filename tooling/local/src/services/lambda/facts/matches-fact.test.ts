import { describe, expect, it } from 'vitest';
import { differences, type Answer } from './matches-fact.ts';
import { parseRequest } from './parse-request.ts';
import type { Fact } from './read-facts.ts';

const fact: Fact = {
  area: 'alias',
  request: 'GetFunction(FunctionName={functionName})',
  expected_status: 404,
  expected_code: 'ResourceNotFoundException',
  expected_message: 'Function not found: arn:aws:lambda:{account}:function:{name} at {time}',
  expected_body: { Versions: ['...:{name}', { State: 'Active', note: 'in words' }] },
  expected_headers: { 'X-Amz-Executed-Version': '1' },
  source_file: 'file#test/step',
};
const known = { account: '111111111111', name: 'hello' };
const answer: Answer = {
  status: 404,
  headers: { 'x-amz-executed-version': '1' },
  body: { Versions: ['arn:hello', { State: 'Active', Timeout: 3 }] },
  text: '',
  code: 'ResourceNotFoundException',
  message: 'Function not found: arn:aws:lambda:111111111111:function:hello at 12:00',
};

describe('differences', () => {
  it('finds none in an answer that is as recorded, with more in it', () => {
    expect(differences(answer, fact, known)).toEqual([]);
  });

  it.each([
    ['status', { status: 400 }],
    ['code', { code: 'OtherException' }],
    ['code', { code: undefined }],
    ['message', { message: answer.message?.replace('hello', 'other') }],
    ['message', { message: `${String(answer.message)}\n`.replace(' at 12:00', '') }],
    ['message', { message: undefined }],
    ['X-Amz-Executed-Version', { headers: {} }],
    ['body', { body: { Versions: ['arn:hello'] } }],
    ['body', { body: { Versions: ['arn:hello', { State: 'Pending' }] } }],
    ['body', { body: { Versions: ['arn:hello', { State: 'Active' }, {}] } }],
    ['body', { body: undefined }],
  ])('finds another %s', (what, change) => {
    const found = differences({ ...answer, ...change }, fact, known);
    expect(found.map((one) => one.split(':')[0])).toEqual([what]);
  });

  it('finds an error where none was recorded', () => {
    const fine: Fact = {
      ...fact,
      expected_status: 200,
      expected_code: null,
      expected_message: null,
    };
    expect(differences(answer, fine, known)).toHaveLength(3);
  });
});

describe('parseRequest', () => {
  const variables = { functionName: 'hello', zip: new Uint8Array([1]), 'its layer': 'arn:x' };

  it.each([
    ['Op(A="b, c", D=1, E=true)', { A: 'b, c', D: 1, E: true }],
    ['Op(Code.ZipFile={zip})', { Code: { ZipFile: variables.zip } }],
    ['Op(A={functionName}-unknown)', { A: 'hello-unknown' }],
    ['Op(A={"B": {"1": 0.5, "2": 1}}, C={})', { A: { B: { 1: 0.5, 2: 1 } }, C: {} }],
    ['Op(A=[{its layer}:1, {its layer}:2])', { A: ['arn:x:1', 'arn:x:2'] }],
    ['Op(A=its layer, B=RequestResponse)', { A: 'arn:x', B: 'RequestResponse' }],
    ['Op()', {}],
  ])('reads %s', (text, input) => {
    expect(parseRequest(text, variables)).toEqual({ operation: 'Op', input });
  });

  it.each(['Op', 'Op(existing)', 'Op(A=1) and more', 'GET /path'])(
    'leaves %s to be told',
    (text) => {
      expect(parseRequest(text, variables)).toBeUndefined();
    },
  );

  it('does not guess what an unknown placeholder is', () => {
    expect(() => parseRequest('Op(A={unknown})', variables)).toThrow('{unknown}');
  });
});
