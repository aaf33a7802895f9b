/**
 * A set of JSON documents by key, read into memory once and written through, one file a document.
 *
 * A document is replaced as a whole and atomically (a temporary file, then rename): whoever is
 * killed in between leaves the old one or the new one.
 */
export interface Collection<Document> {
  get(key: string): Document | undefined;
  /** Sorted by key. */
  list(): readonly (readonly [key: string, document: Document])[];
  put(key: string, document: Document): Promise<void>;
  /** True when there was something to delete. */
  delete(key: string): Promise<boolean>;
}

/** Bytes by their SHA-256: function zips. */
export interface BlobStore {
  /** Writes the bytes, once, and returns their hex SHA-256. */
  put(bytes: Uint8Array): Promise<string>;
  /** The same of what is too large for the memory. What `chunks` fails with, this fails with. */
  putStream(chunks: AsyncIterable<Uint8Array>): Promise<string>;
  /** @throws UserError STATE_CORRUPT when the blob is missing or its bytes do not match. */
  read(sha256: string): Promise<Uint8Array>;
  /**
   * A part of a blob, from one byte to another, both included; what is read is not compared with its
   * hash. @throws UserError STATE_CORRUPT when the blob is missing.
   */
  stream(
    sha256: string,
    range: { readonly start: number; readonly end: number },
  ): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * Lists that only grow, one file each: log streams. They stay on disk and are read from there, so
 * that memory does not grow with them.
 */
export interface Journals<Entry> {
  append(key: string, entries: readonly Entry[]): Promise<void>;
  /** Oldest first; nothing when there is no such list. */
  read(key: string): AsyncIterable<Entry>;
  delete(key: string): Promise<void>;
}

/** Everything that the local AWS remembers: a directory, `.local/` by default. */
export interface State {
  /** @throws UserError STATE_CORRUPT naming the file that is not the JSON it should be. */
  collection<Document>(name: string): Promise<Collection<Document>>;
  journals<Entry>(name: string): Journals<Entry>;
  readonly blobs: BlobStore;
  /** @throws UserError STATE_GONE when the directory was deleted since it was opened. */
  check(): void;
  /** A directory for what may vanish at any time, such as unpacked zips. */
  readonly scratchDirectory: string;
  /**
   * Drops everything, and takes a directory that was deleted anew: `POST /_local/reset`. Writes that
   * come meanwhile wait for its end.
   */
  clear(): Promise<void>;
  /** Releases the directory's lock. */
  close(): Promise<void>;
}
