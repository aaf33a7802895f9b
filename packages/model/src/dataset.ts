/** One observation whose class is known. */
export interface Sample {
  /** Finite numbers, in the order of the dataset's `featureNames`. */
  readonly features: readonly number[];
  readonly label: string;
}

/** What a model is fitted to or measured on. */
export interface Dataset {
  readonly featureNames: readonly string[];
  readonly samples: readonly Sample[];
}
