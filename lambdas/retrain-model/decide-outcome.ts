import type { Evaluation } from '@packages/model';

export type Score = Pick<Evaluation, 'samples' | 'accuracy' | 'logLoss'>;

/** What became of a training, and why: what is announced. */
export interface TrainingOutcome {
  readonly trainedAt: string;
  readonly accepted: boolean;
  readonly reason: string;
  /** Rows that there were, for training and for the hold-out. */
  readonly rows: number;
  /** On the hold-out; absent when nothing was trained. */
  readonly candidate?: Score;
  /** On the same hold-out; absent when no model is in service. */
  readonly inService?: Score;
}

/**
 * Whether a new model is not worse: it names as many right on the same hold-out, and where both name
 * equally many, is as sure of them. The one in service may have been fitted to some of these
 * samples, which speaks for it, never for the new one.
 */
export function decideOutcome(
  candidate: Score,
  inService: Score | undefined,
): Pick<TrainingOutcome, 'accepted' | 'reason'> {
  if (inService === undefined) return { accepted: true, reason: 'no model was in service' };
  const accuracies = `accuracy ${share(candidate.accuracy)}, in service ${share(inService.accuracy)}`;
  if (candidate.accuracy !== inService.accuracy) {
    return { accepted: candidate.accuracy > inService.accuracy, reason: accuracies };
  }
  const losses = `log loss ${rounded(candidate.logLoss)}, in service ${rounded(inService.logLoss)}`;
  return { accepted: candidate.logLoss <= inService.logLoss, reason: `${accuracies}; ${losses}` };
}

const share = (value: number) => `${(value * 100).toFixed(1)} %`;
const rounded = (value: number) => value.toFixed(4);
