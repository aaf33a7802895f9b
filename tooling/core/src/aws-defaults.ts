/** What AWS gives a function when nobody says otherwise, and what `null` means for these fields. */
export const awsDefaults = {
  memorySize: 128,
  timeout: 3,
  ephemeralStorage: 512,
  tracing: 'PassThrough',
} as const;

export const loggingDefaults = {
  format: 'Text',
  applicationLogLevel: 'INFO',
  systemLogLevel: 'INFO',
} as const;
