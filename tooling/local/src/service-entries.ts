import type { ServiceEntry } from './gateway/service-entry.ts';
import { lazy } from './lazy.ts';
import type { Service } from './service.ts';

/** The services that there are, by signing name: how a request is seen to be for one of them. */
const addresses = {
  lambda: {
    protocol: 'restJson1',
    paths: /^\/20\d\d-\d\d-\d\d\//,
    // Recorded: `Request must be smaller than 70167211 bytes for the CreateFunction operation`.
    maxBodyBytes: 70_167_211,
  },
  apigateway: {
    protocol: 'restJson1',
    paths: /^\/v2\//,
    maxBodyBytes: 1_048_576,
  },
  iam: {
    protocol: 'awsQuery',
    apiVersion: '2010-05-08',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    global: true,
    maxBodyBytes: 1_048_576,
  },
  sts: {
    protocol: 'awsQuery',
    apiVersion: '2011-06-15',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    // Its endpoint of all regions signs for us-east-1.
    global: true,
    unsigned: ['AssumeRoleWithWebIdentity'],
    maxBodyBytes: 1_048_576,
  },
  logs: {
    protocol: 'awsJson1_1',
    targetPrefix: 'Logs_20140328',
    // A batch of 1 MB, escaped as JSON.
    maxBodyBytes: 8_388_608,
  },
  s3: {
    protocol: 'restXml',
    xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
    streams: true,
    hostLabel: true,
    presigned: true,
    // Of documents; objects are not kept in memory.
    maxBodyBytes: 1_048_576,
  },
  sqs: {
    protocol: 'awsJson1_0',
    targetPrefix: 'AmazonSQS',
    query: {
      apiVersion: '2012-11-05',
      xmlNamespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
    },
    // A batch of 1 MiB, escaped as JSON.
    maxBodyBytes: 8_388_608,
  },
  ssm: {
    protocol: 'awsJson1_1',
    targetPrefix: 'AmazonSSM',
    maxBodyBytes: 1_048_576,
  },
  secretsmanager: {
    protocol: 'awsJson1_1',
    targetPrefix: 'secretsmanager',
    maxBodyBytes: 1_048_576,
  },
  scheduler: {
    protocol: 'restJson1',
    paths: /^\/(schedules|schedule-groups)(\/|$)/,
    maxBodyBytes: 1_048_576,
  },
  tagging: {
    protocol: 'awsJson1_1',
    targetPrefix: 'ResourceGroupsTaggingAPI_20170126',
    maxBodyBytes: 1_048_576,
  },
  events: {
    protocol: 'awsJson1_1',
    targetPrefix: 'AWSEvents',
    // The entries of a request of 1 MB, escaped as JSON.
    maxBodyBytes: 8_388_608,
  },
  sns: {
    protocol: 'awsQuery',
    apiVersion: '2010-03-31',
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    // A message of 256 KB, escaped for a form.
    maxBodyBytes: 1_048_576,
  },
  monitoring: {
    protocol: 'awsJson1_0',
    targetPrefix: 'GraniteServiceVersion20100801',
    query: {
      apiVersion: '2010-08-01',
      xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    },
    // Its client sends what is longer than 10 KB in gzip.
    inflates: true,
    maxBodyBytes: 1_048_576,
  },
} as const satisfies Readonly<Record<string, Omit<ServiceEntry, 'name' | 'load'>>>;

export type ServiceName = keyof typeof addresses;

export function serviceEntries(
  load: Readonly<Partial<Record<ServiceName, () => Promise<Service>>>>,
): ServiceEntry[] {
  return Object.entries(load).map(([name, loadService]) => ({
    ...addresses[name as ServiceName],
    name,
    load: lazy(loadService),
  }));
}
