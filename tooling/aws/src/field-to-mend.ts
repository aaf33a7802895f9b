/** What a refusal speaks of, and the field that has to do with it. The first that fits counts. */
const fields: readonly (readonly [pattern: RegExp, field: string])[] = [
  [
    /CodeStorageExceeded/i,
    'see what is in the code storage of the account: `lambda prune-versions`',
  ],
  [/MalformedPolicyDocument|policy size/i, 'change `permissions`'],
  [/permissions? ?boundar/i, 'change `permissionsBoundary` of the stage'],
  [/UnreservedConcurrentExecution|ReservedConcurrentExecutions/i, 'change `reservedConcurrency`'],
  [/ProvisionedConcurren/i, 'change `provisionedConcurrency`'],
  [/code ?signing|InvalidCodeSignature|CodeVerification/i, 'change `codeSigningConfigArn`'],
  [/SourceKMSKey/i, 'change `sourceKmsKeyArn`, or the policy of that key'],
  [/\bKMS/i, 'change `kmsKeyArn`, or the policy of that key'],
  [/\blayers?\b/i, 'change `layers`'],
  [/EFS|file ?system|access point/i, 'change `fileSystems`'],
  [/subnet|security ?group|\bVPC|network interface/i, 'change `vpc`'],
  [/dead.?letter|\bDLQ/i, 'change `deadLetter`'],
  [/destination/i, 'change `asyncInvocation`'],
  [/log ?group|LoggingConfig|log ?level/i, 'change `logging`'],
  [/environment/i, 'change `environment`'],
  [/\btags?\b/i, 'change `tags`'],
  [/MemorySize/i, 'change `memorySize`'],
  [/EphemeralStorage/i, 'change `ephemeralStorage`'],
  [/\bruntime/i, 'change `runtime`, or `runtimeManagement`'],
  [
    /RolesPerAccount|quota for roles/i,
    'have AWS raise the quota of roles, or name a `role` that functions share',
  ],
  [/\brole\b/i, 'change `role`, or `permissions`'],
];

const refusals =
  /InvalidParameterValue|ValidationException|ValidationError|LimitExceeded|MalformedPolicy|CodeStorage|InvalidCodeSignature|CodeVerification|InvalidTag|InvalidInput|KMS|EFS|ENI|Subnet/;

/**
 * What to do about a refusal, where its words tell which field of the configuration it is about.
 *
 * @param name - of AWS's error
 */
export function fieldToMend(name: string, message: string): string | undefined {
  if (!refusals.test(name)) return undefined;
  const words = `${name} ${message}`;
  const [, mend] = fields.find(([pattern]) => pattern.test(words)) ?? [];
  return mend === undefined
    ? undefined
    : `${mend} as AWS asks for, and run the same command again; the request id is for its support`;
}
