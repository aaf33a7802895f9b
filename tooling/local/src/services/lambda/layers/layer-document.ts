/** A published version of a layer: nothing of it ever changes. */
export interface LayerVersionDocument {
  readonly sha256Hex: string;
  readonly sizeBytes: number;
  readonly unzippedBytes: number;
  readonly description: string;
  readonly createdAtMs: number;
  /** Absent when its publisher said nothing, which AWS shows differently from an empty list. */
  readonly compatibleRuntimes?: readonly string[];
  readonly compatibleArchitectures?: readonly string[];
  readonly licenseInfo?: string;
}

/** A layer, also one of which every version was deleted: numbers are never used twice. */
export interface LayerDocument {
  readonly name: string;
  readonly lastVersion: number;
  /** By number, as text. */
  readonly versions: Readonly<Record<string, LayerVersionDocument>>;
}
