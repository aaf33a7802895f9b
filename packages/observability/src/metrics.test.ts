import { expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

const program = `
  import { createMetrics, MetricUnit } from './metrics.ts';
  const metrics = createMetrics();
  metrics.addMetric('Accuracy', MetricUnit.NoUnit, 0.5);
  metrics.publishStoredMetrics();
`;

test('writes the embedded metric format with the name of the function', async () => {
  const { stdout } = await runProgram(program, { AWS_LAMBDA_FUNCTION_NAME: 'predict' });
  expect(JSON.parse(stdout)).toMatchObject({
    service: 'predict',
    Accuracy: 0.5,
    _aws: {
      CloudWatchMetrics: [
        {
          Namespace: 'Lambdas',
          Dimensions: [['service']],
          Metrics: [{ Name: 'Accuracy', Unit: 'None' }],
        },
      ],
    },
  });
});

test('takes the namespace from the environment', async () => {
  const { stdout } = await runProgram(program, { POWERTOOLS_METRICS_NAMESPACE: 'Antarctica' });
  expect(stdout).toContain('"Namespace":"Antarctica"');
});
