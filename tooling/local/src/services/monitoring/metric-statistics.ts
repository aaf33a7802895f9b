/** What CloudWatch keeps of the values of a time: not the values themselves. */
export interface Statistics {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

const statisticNames = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

export type StatisticName = (typeof statisticNames)[number];

export function isStatisticName(name: string | undefined): name is StatisticName {
  return statisticNames.some((known) => known === name);
}

export function addStatistics(a: Statistics | undefined, b: Statistics): Statistics {
  if (a === undefined) return b;
  return {
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

export function statisticOf(name: StatisticName, { count, sum, min, max }: Statistics): number {
  switch (name) {
    case 'SampleCount':
      return count;
    case 'Average':
      return sum / count;
    case 'Sum':
      return sum;
    case 'Minimum':
      return min;
    case 'Maximum':
      return max;
  }
}
