/** What the writer that is killed writes. */
export interface Round {
  readonly round: number;
  readonly filler: string;
  readonly blob: string;
}

/** Long enough that a kill falls into the writing of one rather than between two. */
export function fillerOf(round: number): string {
  return String(round).repeat(30_000);
}
