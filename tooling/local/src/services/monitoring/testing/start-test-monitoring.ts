import {
  CloudWatchClient,
  PutMetricDataCommand,
  type MetricDatum,
} from '@aws-sdk/client-cloudwatch';
import { startTestAws } from '../../../testing/start-test-aws.ts';

export type TestMonitoring = Awaited<ReturnType<typeof startTestMonitoring>>;

export const Namespace = 'Tests';

/** A local AWS and its CloudWatch, to which values of a metric `m` are sent. */
export async function startTestMonitoring(stateDirectory?: string) {
  const aws = await startTestAws({ stateDirectory });
  const client = new CloudWatchClient(aws.client);
  const put = async (...MetricData: MetricDatum[]) => {
    await client.send(new PutMetricDataCommand({ Namespace, MetricData }));
  };
  return {
    aws,
    client,
    put,
    putValue: (Value: number, more: Partial<MetricDatum> = {}) =>
      put({ MetricName: 'm', Value, ...more }),
    /** So many minutes from now. */
    at: (minutes: number) => new Date(aws.clock.nowMs + minutes * 60_000),
    async stop() {
      client.destroy();
      await aws.stop();
    },
  };
}
