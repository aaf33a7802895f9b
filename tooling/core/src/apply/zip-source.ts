/** The zip of a change where it lies: nothing is read before it is needed. */
export interface ZipSource {
  /** Whole, and checked to be the one that was planned. */
  read(): Promise<Uint8Array>;
  /** Piece by piece, from its beginning each time: a large one is never in memory as a whole. */
  stream(): AsyncIterable<Uint8Array>;
}
