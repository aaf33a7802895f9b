const network =
  'subnets, security groups and access points of the right form are taken to exist, and all subnets to be of one VPC; functions run on the network and the disk of this machine';
const permissions =
  'the role is asked for the permissions of a VPC and of a dead-letter target, and for no others';
const layers = 'layers of the own account only';
const image =
  'an image is not pulled: its digest is made of its URI where that has none, and it does not run';
const kinds = 'no tenancy, managed instances or durable functions';

const functionUrls =
  'http, no TLS; the address is ID.lambda-url.REGION.localhost and the port of the local AWS; with AWS_IAM every signer is the root of the account';
const sourceKey = 'SourceKMSKeyArn is kept and shown: nothing is encrypted';

const destinations =
  'queues, topics and buses are taken to exist: what cannot be brought to them is said to be lost, as is what is meant for a bucket';

const mappings =
  'of SQS queues; of streams, brokers and databases they answer 501. Five batches at once without a ScalingConfig, and no more with time; a server polls, a command does not';

/** What is missing in operations that are there. */
export const lambdaPartly = {
  CreateFunction: `${network}; ${permissions}; ${layers}; ${image}; ${kinds}; code in S3 is copied, never referenced; ${sourceKey}`,
  UpdateFunctionConfiguration: `${network}; ${permissions}; ${layers}; ${kinds}`,
  UpdateFunctionCode: `${image}; code in S3 is copied, never referenced; ${sourceKey}`,
  PublishLayerVersion: 'content in S3 is copied, never referenced',
  GetLayerVersion: layers,
  GetLayerVersionByArn: layers,
  GetFunction: 'the location of the code is a URL of the local AWS, and does not expire',
  PutProvisionedConcurrencyConfig:
    'kept, counted and ready after the settle time; no environment is started before the first invocation',
  PutFunctionRecursionConfig: 'kept and shown; no loop is looked for',
  PutRuntimeManagementConfig:
    'kept and shown; there is one version of each runtime. Not recorded: whether a published version takes over what $LATEST has; here it starts with Auto',
  CreateCodeSigningConfig: 'no signature is read: all code counts as unsigned; no tags',
  DeleteCodeSigningConfig: 'the words for one that functions have are not recorded',
  PutFunctionCodeSigningConfig: 'Enforce refuses all code and layers from then on, Warn takes all',
  CreateEventSourceMapping: mappings,
  UpdateEventSourceMapping: mappings,
  CreateFunctionUrlConfig: functionUrls,
  UpdateFunctionUrlConfig: functionUrls,
  PutFunctionEventInvokeConfig: destinations,
  UpdateFunctionEventInvokeConfig: destinations,
  PublishVersion:
    'not to $LATEST.PUBLISHED. Certain: without an update since the last version, that one is the answer. Any update since, even with the same code and values, makes a new version: so did AWS when others tried it, though its documentation speaks of changes',
  AddPermission:
    'other services of the local AWS, function URLs and HTTP APIs ask the policy; callers of the API are let in without it',
  Invoke:
    'Node.js runtimes only, no images; layers are not at /opt but where NODE_PATH, PATH and LD_LIBRARY_PATH say; records of asynchronous invocations go to no bucket: those are said to be lost; at most 80 events run at the same time, at most 10,000 wait, and those are lost when the local AWS ends, with those that are to be tried again',
  InvokeWithResponseStream: 'as Invoke, and at most 200 MB',
  TagResource:
    'functions and event source mappings only; the words for a key or value that is not allowed are not recorded',
  UntagResource: 'functions and event source mappings only',
  ListTags: 'functions and event source mappings only',
} as const;
