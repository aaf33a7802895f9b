import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { TrainingOutcome } from './decide-outcome.ts';

/** Puts what became of a training on the default event bus. */
export function announceTo(client: EventBridgeClient) {
  return async (outcome: TrainingOutcome): Promise<void> => {
    const { FailedEntryCount = 0, Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'retrain-model',
            DetailType: outcome.accepted ? 'Model trained' : 'Model rejected',
            Detail: JSON.stringify(outcome),
          },
        ],
      }),
    );
    // EventBridge answers 200 all the same.
    if (FailedEntryCount > 0) {
      throw new Error(`the outcome was not announced: ${Entries[0]?.ErrorMessage ?? 'no reason'}`);
    }
  };
}
