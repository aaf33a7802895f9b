import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  type FilterLogEventsCommandInput,
  type PutLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { startTestAws, type TestAws } from '../../../testing/start-test-aws.ts';

export const group = '/aws/lambda/predict';

/** A local AWS with one log group. */
export interface TestLogs {
  readonly aws: TestAws;
  readonly client: CloudWatchLogsClient;
  /** A minute ago: what the times of messages count from. */
  readonly start: number;
  /** Puts messages with their times into a stream of the group, which is made if need be. */
  write(
    stream: string,
    ...messages: readonly (readonly [time: number, message: string])[]
  ): Promise<PutLogEventsCommandOutput>;
  /** The messages that FilterLogEvents finds in the group. */
  filter(input?: Partial<FilterLogEventsCommandInput>): Promise<(string | undefined)[]>;
  /** Makes the group again, after a reset. */
  createGroup(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestLogs(): Promise<TestLogs> {
  const aws = await startTestAws();
  const client = new CloudWatchLogsClient(aws.client);
  const start = aws.clock.nowMs - 60_000;
  const createGroup = async () => {
    await client.send(new CreateLogGroupCommand({ logGroupName: group }));
  };
  await createGroup();
  return {
    createGroup,
    aws,
    client,
    start,
    async write(logStreamName, ...messages) {
      const place = { logGroupName: group, logStreamName };
      await client.send(new CreateLogStreamCommand(place)).catch(() => undefined);
      const logEvents = messages.map(([time, message]) => ({ timestamp: start + time, message }));
      return client.send(new PutLogEventsCommand({ ...place, logEvents }));
    },
    async filter(input = {}) {
      const command = new FilterLogEventsCommand({ logGroupName: group, ...input });
      const { events } = await client.send(command);
      return events?.map(({ message }) => message) ?? [];
    },
    async stop() {
      client.destroy();
      await aws.stop();
    },
  };
}
