/** What turns features of any unit into numbers around 0 with a spread of 1. */
export interface Standardization {
  readonly means: readonly number[];
  /** Standard deviations; 1 where a feature is constant, so that it stays 0. */
  readonly scales: readonly number[];
}

/** Measures each column of the rows, which are not empty and all of one length. */
export function fitStandardization(rows: readonly (readonly number[])[]): Standardization {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? 0));
  const means = columns.map(mean);
  const scales = columns.map((column, index) => {
    const center = means[index] ?? 0;
    const variance = mean(column.map((value) => (value - center) ** 2));
    return variance > 0 ? Math.sqrt(variance) : 1;
  });
  return { means, scales };
}

/** The features as numbers of standard deviations from the mean. */
export function standardize(
  { means, scales }: Standardization,
  features: readonly number[],
): readonly number[] {
  return features.map((value, index) => (value - (means[index] ?? 0)) / (scales[index] ?? 1));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
