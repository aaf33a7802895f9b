import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { accountId, functionName, region, type FactLab } from './fact-lab.ts';
import type { Answer } from './matches-fact.ts';
import { aFunction } from './stand-of.ts';
import type { ToldCase } from './told-cases.ts';
import { variables } from './variables.ts';

/** Facts about event source mappings: with a queue, and a role that may read it. */
const FunctionName = functionName;
const arnOf = (queue: string) => `arn:aws:sqs:${region}:${accountId}:${queue}`;
const api = 'TestLambdaEventSourceMappings::test_event_source_mapping';

async function create(lab: FactLab, input: object = {}, queue = 'queue'): Promise<Answer> {
  await aFunction(lab);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint: lab.url, region, credentials };
  const sqs = new SQSClient(settings);
  const Attributes = queue.endsWith('.fifo') ? { FifoQueue: 'true' } : undefined;
  await sqs.send(new CreateQueueCommand({ QueueName: queue, Attributes }));
  sqs.destroy();
  const iam = new IAMClient(settings);
  const Statement = [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(
    new PutRolePolicyCommand({ RoleName: 'lambda-role', PolicyName: 'queues', PolicyDocument }),
  );
  iam.destroy();
  const EventSourceArn = arnOf(queue);
  return await lab.send('CreateEventSourceMapping', { FunctionName, EventSourceArn, ...input });
}

/** Of two sources the recorded reason says which is which: here it is a queue's. */
function asRecorded(answer: Answer): Answer {
  const body = answer.body as Readonly<Record<string, unknown>>;
  const both = 'USER_INITIATED (SQS; streams: "User action")';
  const isQueues = body.StateTransitionReason === 'USER_INITIATED';
  const FunctionArn = String(body.FunctionArn).endsWith(':$LATEST')
    ? 'keeps the qualifier that was given'
    : body.FunctionArn;
  return {
    ...answer,
    body: { ...body, FunctionArn, ...(isQueues && { StateTransitionReason: both }) },
  };
}

export const mappingCases: Readonly<Record<string, ToldCase>> = {
  [`${api}_exceptions/update_unknown_uuid`]: (lab) =>
    lab.send('UpdateEventSourceMapping', {
      UUID: variables['random uuid'],
      Enabled: false,
    }),

  [`${api}_exceptions/create_unknown_params`]: (lab) =>
    lab.send('CreateEventSourceMapping', {
      FunctionName: 'doesnotexist',
      EventSourceArn: arnOf('somequeue'),
    }),

  [`${api}_exceptions/destination_config_failure`]: (lab) =>
    lab.send('CreateEventSourceMapping', {
      FunctionName: 'doesnotexist',
      EventSourceArn: arnOf('somequeue'),
      DestinationConfig: { OnSuccess: { Destination: arnOf('someotherqueue') } },
    }),

  'TestLambdaEventSourceMappings::test_create_event_source_validation_kinesis/invalid_starting_position':
    (lab) =>
      lab.send('CreateEventSourceMapping', {
        FunctionName,
        EventSourceArn: variables.stream_arn,
        StartingPosition: 'invalid',
      }),

  'TestSQSEventSourceMapping::test_event_source_mapping_default_batch_size/invalid-create-event-source-mapping':
    (lab) => create(lab, { BatchSize: 11 }, 'queue.fifo'),

  'test_esm_with_not_existing_sqs_queue/error': (lab) =>
    create(lab, { BatchSize: 1, EventSourceArn: arnOf('none') }),

  'TestLambdaEventSourceMappings::test_function_name_variations/name_only_create_esm': async (
    lab,
  ) => asRecorded(await create(lab, { FunctionName: `${functionName}:$LATEST` })),

  [`${api}_lifecycle/delete_response`]: async (lab) => {
    const { UUID } = (await create(lab)).body as { readonly UUID: string };
    return await lab.send('DeleteEventSourceMapping', { UUID });
  },

  'TestSQSEventSourceMapping::test_sqs_invalid_event_filter[None]/create_event_source_mapping_exception':
    (lab) => create(lab, { FilterCriteria: { Filters: [{}] } }),
};
