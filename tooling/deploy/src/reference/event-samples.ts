import type {
  DynamoDBStreamEvent,
  EventBridgeEvent,
  KinesisStreamEvent,
  LambdaFunctionURLEvent,
} from 'aws-lambda';
import { samplePlace, sampleTime } from '../new-lambda/starters/starter.ts';

/*
 * Events that no new lambda begins with. Those that the local AWS sends are held against it; the two
 * streams, which it does not have, are as AWS describes them.
 */

const urlId = 'abcdefghijklmnopqrstuvwxyz012345';
const urlHost = `${urlId}.lambda-url.${samplePlace.region}.on.aws`;

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export const functionUrlSample: LambdaFunctionURLEvent = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/birds',
  rawQueryString: 'name=Ada',
  headers: { accept: '*/*', host: urlHost, 'user-agent': 'curl/8.16.0' },
  queryStringParameters: { name: 'Ada' },
  requestContext: {
    accountId: 'anonymous',
    apiId: urlId,
    domainName: urlHost,
    domainPrefix: urlId,
    http: {
      method: 'GET',
      path: '/birds',
      protocol: 'HTTP/1.1',
      sourceIp: '203.0.113.7',
      userAgent: 'curl/8.16.0',
    },
    requestId: 'b7a2c1e4-2f0f-4f2e-9a53-0d8d0f6f2b11',
    routeKey: '$default',
    stage: '$default',
    time: '01/Nov/2026:03:00:00 +0000',
    timeEpoch: Date.parse(sampleTime),
  },
  isBase64Encoded: false,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const bucketRuleSample: EventBridgeEvent<'Object Created', object> = {
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: samplePlace.account,
  time: sampleTime,
  region: samplePlace.region,
  resources: ['arn:aws:s3:::birds'],
  detail: {
    version: '0',
    bucket: { name: 'birds' },
    object: {
      key: 'in/first file.csv',
      size: 11,
      etag: '5eb63bbbe01eeed093cb22bb8f5acdc3',
      sequencer: '0055AED6DCD90281E5',
    },
    'request-id': 'C3D13FE58DE4C810',
    requester: samplePlace.account,
    'source-ip-address': '203.0.113.7',
    reason: 'PutObject',
  },
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export const dynamodbStreamSample: DynamoDBStreamEvent = {
  Records: [
    {
      eventID: 'c4ca4238a0b923820dcc509a6f75849b',
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: samplePlace.region,
      eventSourceARN: `arn:aws:dynamodb:${samplePlace.region}:${samplePlace.account}:table/birds/stream/2026-11-01T00:00:00.000`,
      dynamodb: {
        ApproximateCreationDateTime: Date.parse(sampleTime) / 1000,
        Keys: { id: { S: '42' } },
        NewImage: { id: { S: '42' }, species: { S: 'Gentoo' } },
        SequenceNumber: '4421584500000000017450439091',
        SizeBytes: 26,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    },
  ],
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
export const kinesisStreamSample: KinesisStreamEvent = {
  Records: [
    {
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: '1',
        sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
        data: Buffer.from('{"id":"42"}').toString('base64'),
        approximateArrivalTimestamp: Date.parse(sampleTime) / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: 'shardId-000000000006:49590338271490256608559692538361571095921575989136588898',
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:aws:iam::${samplePlace.account}:role/clicks`,
      awsRegion: samplePlace.region,
      eventSourceARN: `arn:aws:kinesis:${samplePlace.region}:${samplePlace.account}:stream/clicks`,
    },
  ],
};
