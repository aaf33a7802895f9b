/** Code that the lint must refuse. */
export interface Planted {
  /** Completes "refuses". */
  readonly what: string;
  readonly path: string;
  readonly code: string;
  readonly rule: string;
  readonly says: RegExp;
}

/** Code that the lint must let pass. */
export interface Allowed {
  /** Completes "allows". */
  readonly what: string;
  readonly path: string;
  readonly code: string;
}
