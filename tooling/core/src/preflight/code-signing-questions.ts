import type { CodeSigningQuestion } from '../apply/function-store.ts';
import type { Candidate } from '../plan/candidate.ts';
import { recordedIn } from '../record-attributes.ts';

/** Which code signing configurations decide whether a run's code is taken: those declared, and those kept. */
export const codeSigningQuestions = (
  candidates: readonly Pick<Candidate, 'wanted' | 'state'>[],
): readonly CodeSigningQuestion[] =>
  candidates.flatMap(({ wanted: { functionName, attributes }, state }) => {
    const { codeSigningConfigArn: arn } = attributes;
    if (typeof arn === 'string') return [{ functionName, arn }];
    const isKept =
      arn === undefined &&
      state.kind === 'live' &&
      recordedIn(state.live.attributes.tags).has('codeSigningConfigArn');
    return isKept ? [{ functionName }] : [];
  });
