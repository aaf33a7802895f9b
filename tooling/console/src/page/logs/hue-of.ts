/** How many colours lines are told apart by. */
export const hueCount = 8;

/** The same name has the same colour, today and tomorrow. */
export function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return sum % hueCount;
}
