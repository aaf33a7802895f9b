import { expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

const program = `
  import { createLogger } from './logger.ts';
  const logger = createLogger();
  logger.debug('small');
  logger.info('large', { samples: 3 });
`;

test('writes one line of JSON with the name of the function', async () => {
  const { stdout } = await runProgram(program, { AWS_LAMBDA_FUNCTION_NAME: 'predict' });
  expect(linesOf(stdout)).toEqual([
    expect.objectContaining({ service: 'predict', level: 'INFO', message: 'large', samples: 3 }),
  ]);
});

test('has the level that the function is configured with', async () => {
  const { stdout } = await runProgram(program, { AWS_LAMBDA_LOG_LEVEL: 'DEBUG' });
  expect(linesOf(stdout)).toMatchObject([{ message: 'small' }, { message: 'large' }]);
});

function linesOf(stdout: string): readonly unknown[] {
  return stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}
