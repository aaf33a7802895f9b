/** What is stored under a key. */
export interface StoredObject {
  readonly text: string;
  /** Another one with every other text: what a write can be held against. */
  readonly etag: string;
}

/** Only while the key holds what its reader saw: that object, or none. */
export type Expected = { readonly etag: string } | 'nothing';

/** Texts by key: what the functions need of a bucket, and no more. */
export interface ObjectStore {
  /**
   * @param etag - Only that very object is wanted: another in its place counts as none.
   * @returns undefined when there is none.
   */
  read(key: string, etag?: string): Promise<StoredObject | undefined>;
  /**
   * @param expected - What the key has to hold for the text to be written; left out, anything.
   * @returns false when it held something else, and nothing was written.
   */
  write(key: string, text: string, expected?: Expected): Promise<boolean>;
  /** All keys that begin so, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}
