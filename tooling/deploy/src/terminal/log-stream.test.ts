import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createLogFormat } from './format-log-line.ts';
import { createLogStream, type StreamedLine } from './log-stream.ts';

test('a flood of one function is cut, counted, and keeps no other from being seen', () => {
  const shown: StreamedLine[] = [];
  const stream = createLogStream((line) => shown.push(line));
  for (let index = 0; index < 1000; index += 1) {
    stream.take({ functionName: 'flood', message: `drop ${index}` });
  }
  stream.take({ functionName: 'predict', message: 'hello' });
  stream.close();
  expect(shown.filter(({ message }) => message.startsWith('drop'))).toHaveLength(200);
  expect(shown.slice(200)).toEqual([
    { functionName: 'predict', message: 'hello' },
    { functionName: 'flood', message: '… 800 lines left out; the log group has all of them' },
  ]);
});

test('a long line is cut', () => {
  const shown: StreamedLine[] = [];
  const stream = createLogStream((line) => shown.push(line));
  stream.take({ functionName: 'predict', message: 'x'.repeat(2100) });
  stream.close();
  expect(shown.map(({ message }) => message)).toEqual([
    `${'x'.repeat(2000)}… (100 characters more)`,
  ]);
});

test('lines stand behind the name, each function in its own colour, or in none', () => {
  const plain = createLogFormat(['predict', 'ingest'], false);
  expect(plain({ functionName: 'ingest', message: 'one\ntwo' })).toBe('ingest  one\ningest  two\n');
  const moving = { functionName: 'ingest', message: 'a\u001B[2Jb\rc\u0007' };
  expect(plain(moving), 'nothing moves the cursor').toBe('ingest  ab\\x0dc\\x07\n');
  const colored = createLogFormat(['predict', 'ingest'], true);
  const line = colored({ functionName: 'predict', message: 'one' });
  expect(stripVTControlCharacters(line)).toBe('predict one\n');
  expect(line).not.toBe('predict one\n');
  expect(createLogFormat([], true)({ functionName: 'predict', message: 'one' })).toBe(line);
});
