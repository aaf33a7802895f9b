import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { startTestAws, type TestAws } from '../../../testing/start-test-aws.ts';

export interface TestEvents {
  readonly aws: TestAws;
  readonly client: EventBridgeClient;
  stop(): Promise<void>;
}

/** A local AWS, and a client of EventBridge. */
export async function startTestEvents(): Promise<TestEvents> {
  const aws = await startTestAws();
  const client = new EventBridgeClient(aws.client);
  return {
    aws,
    client,
    async stop() {
      client.destroy();
      await aws.stop();
    },
  };
}
