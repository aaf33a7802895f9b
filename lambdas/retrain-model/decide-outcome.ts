import { type Dataset, evaluate, type TrainedModel } from '@packages/model';

/** How well a model does on the hold-out. */
interface Score {
  readonly accuracy: number;
  readonly logLoss: number;
}

/** What became of a training, and why: what is announced. */
export interface TrainingOutcome {
  /** The moment that the model goes by. */
  readonly trainedAt: string;
  /** Whether the model is in service now. */
  readonly accepted: boolean;
  readonly reason: string;
  /** Rows that there were, for training and for the hold-out. */
  readonly rows: number;
  /** On the hold-out; absent when nothing was trained. */
  readonly candidate?: Score;
  /** On the same hold-out; absent where the one in service cannot be measured on it. */
  readonly inService?: Score;
}

type Decision = Pick<TrainingOutcome, 'accepted' | 'reason' | 'candidate' | 'inService'>;

/**
 * Whether a new model is not worse: it knows all classes that the one in service knows, names as
 * many of the same hold-out right, and where both name equally many, is as sure of them.
 *
 * The one in service may have been fitted to some of these samples, which speaks for it and never
 * for the new one.
 */
export function decideOutcome(
  candidate: TrainedModel,
  inService: TrainedModel,
  holdOut: Dataset,
): Decision {
  const score = scoreOf(candidate, holdOut);
  const forgotten = missing(inService.model.labels, candidate.model.labels);
  if (forgotten !== '') {
    return { accepted: false, reason: `it knows no ${forgotten} any more`, candidate: score };
  }
  const unknown = missing(candidate.model.labels, inService.model.labels);
  if (unknown !== '') {
    const reason = `the model in service knows no ${unknown}`;
    return { accepted: true, reason, candidate: score };
  }
  const former = scoreOf(inService, holdOut);
  return { ...compare(score, former), candidate: score, inService: former };
}

function scoreOf({ model }: TrainedModel, holdOut: Dataset): Score {
  const { accuracy, logLoss } = evaluate(model, holdOut);
  return { accuracy, logLoss };
}

const missing = (labels: readonly string[], from: readonly string[]) =>
  labels.filter((label) => !from.includes(label)).join(', ');

function compare(candidate: Score, inService: Score): Pick<Decision, 'accepted' | 'reason'> {
  const accuracy = percent(candidate.accuracy);
  if (candidate.accuracy !== inService.accuracy) {
    const reason = `accuracy ${accuracy}, before ${percent(inService.accuracy)}`;
    return { accepted: candidate.accuracy > inService.accuracy, reason };
  }
  if (candidate.logLoss === inService.logLoss) {
    return { accepted: true, reason: `accuracy ${accuracy}, exactly as before` };
  }
  const losses = `log loss ${rounded(candidate.logLoss)}, before ${rounded(inService.logLoss)}`;
  const reason = `accuracy ${accuracy} as before; ${losses}`;
  return { accepted: candidate.logLoss < inService.logLoss, reason };
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const rounded = (value: number) => value.toFixed(4);
