import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { Undelivered } from '../lambda/invoke/undelivered.ts';
import type { RequestContext } from '../../service.ts';
import { createBusEvent, type NewEvent } from './bus-event.ts';
import type { EventRouter } from './event-router.ts';
import { busNameOf } from './events-documents.ts';
import { validation } from './events-errors.ts';
import { findBus, type EventsStore } from './events-store.ts';

export const putEventsOperation = (
  store: EventsStore,
  router: EventRouter,
  report: (error: unknown) => void,
) => ({
  PutEvents(
    { Entries = [] }: PutEventsRequest,
    context: RequestContext,
  ): Promise<PutEventsResponse> {
    const size = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    if (size > maximumBytes) {
      throw validation('Total size of the entries in the request is over the limit.');
    }
    const results = Entries.map((entry): PutEventsResultEntry => {
      const event = readEntry(entry);
      if ('ErrorCode' in event) return event;
      const busName = busNameOf(entry.EventBusName);
      const at = { ...context, time: entry.Time ?? context.now() };
      const busEvent = createBusEvent(event, at);
      if (findBus(store, busName) === undefined) {
        // AWS answers as if nothing were wrong. Recorded (test_events.snapshot.json of localstack).
        report(
          new Undelivered(`An event for the bus ${busName} was dropped: there is no such bus.`),
        );
      }
      router.route(busName, busEvent);
      return { EventId: busEvent.id };
    });
    const failed = results.filter(({ ErrorCode }) => ErrorCode !== undefined);
    return Promise.resolve({ FailedEntryCount: failed.length, Entries: results });
  },
});

/** 256 KB until January 2026: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const maximumBytes = 1_048_576;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function sizeOf({ Time, Source, DetailType, Detail, Resources = [] }: PutEventsRequestEntry) {
  return [Source, DetailType, Detail, ...Resources].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ''),
    Time === undefined ? 0 : 14,
  );
}

type FailedEntry = Required<Pick<PutEventsResultEntry, 'ErrorCode' | 'ErrorMessage'>>;

/** Recorded (test_events.snapshot.json of localstack). */
function readEntry(entry: PutEventsRequestEntry): NewEvent | FailedEntry {
  const { Source, DetailType, Detail, Resources } = entry;
  if (!Source) return missing('Source');
  if (!DetailType) return missing('DetailType');
  if (!Detail) return missing('Detail');
  if (Source.startsWith('aws.')) {
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    };
  }
  const detail = parseDetail(Detail);
  if (detail === undefined) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  return { source: Source, detailType: DetailType, detail, resources: Resources };
}

function missing(name: string): FailedEntry {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  };
}

function parseDetail(text: string): object | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    if (typeof detail === 'object' && detail !== null && !Array.isArray(detail)) return detail;
  } catch {
    // It is malformed.
  }
  return undefined;
}
