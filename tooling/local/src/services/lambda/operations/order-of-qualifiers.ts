/** Sorts `$LATEST` before the numbers, those as numbers, and the aliases by name after them. */
export function orderOfQualifiers(qualifier: string): string {
  return /^[0-9]+$/.test(qualifier) ? qualifier.padStart(20, '0') : qualifier;
}
