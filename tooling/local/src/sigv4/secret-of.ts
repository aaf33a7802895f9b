/** What functions are given as their credentials. */
export const functionCredentials = {
  accessKeyId: 'ASIALOCALAWSEXAMPLE0',
  secretAccessKey: 'local',
  sessionToken: 'local',
} as const;

/**
 * The secret that belongs to an access key id: nobody is given one here, so it is the id itself, as in
 * `AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any`. Only what checks signatures asks for it.
 */
export function secretOf(accessKeyId: string): string {
  return accessKeyId === functionCredentials.accessKeyId
    ? functionCredentials.secretAccessKey
    : accessKeyId;
}
