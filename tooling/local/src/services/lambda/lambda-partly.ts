const network =
  'subnets, security groups and access points of the right form are taken to exist, and all subnets to be of one VPC; functions run on the network and the disk of this machine';
const permissions =
  'the role is asked for the permissions of a VPC and of a dead-letter target, and for no others';
const layers = 'layers of the own account only';
const image =
  'an image is not pulled: its digest is made of its URI where that has none, and it does not run';
const kinds = 'no tenancy, managed instances or durable functions';

const sourceKey = 'SourceKMSKeyArn is kept and shown: nothing is encrypted';

const destinations =
  'queues, topics, buses and buckets are taken to exist, and get nothing: what is meant for them is said to be lost';

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
  ListEventSourceMappings: 'always empty: none can be created',
  ListFunctionUrlConfigs: 'always empty: none can be created',
  GetFunctionUrlConfig: 'there is never one: none can be created',
  PutFunctionEventInvokeConfig: destinations,
  UpdateFunctionEventInvokeConfig: destinations,
  PublishVersion:
    'not to $LATEST.PUBLISHED. Certain: without an update since the last version, that one is the answer. Any update since, even with the same code and values, makes a new version: so did AWS when others tried it, though its documentation speaks of changes',
  AddPermission: 'statements are kept and shown; nothing is authorized by them',
  Invoke:
    'Node.js runtimes only, no images; layers are not at /opt but where NODE_PATH, PATH and LD_LIBRARY_PATH say; records of asynchronous invocations go to functions, and to no queue, topic, bus or bucket: those are said to be lost; at most 80 events run at the same time, at most 10,000 wait, and those are lost when the local AWS ends, with those that are to be tried again',
  TagResource: 'functions only; the words for a key or value that is not allowed are not recorded',
  UntagResource: 'functions only',
  ListTags: 'functions only',
} as const;
