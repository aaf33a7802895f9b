import type { FunctionSummary } from '../../api/console-api.ts';
import type { Tone } from '../parts/badge.tsx';

/** In one word how a function is, and why where that is not plain. */
export interface StateInWords {
  readonly word: string;
  readonly tone: Tone;
  readonly title?: string | undefined;
}

export function describeState(summary: FunctionSummary): StateInWords {
  const { deployed, overriddenAt, directory } = summary;
  if (deployed === undefined) {
    return { word: 'Not deployed', tone: 'neutral', title: 'Nothing of it is deployed yet' };
  }
  if (deployed.lastUpdateStatus === 'Failed') {
    return { word: 'Update failed', tone: 'bad', title: 'The last update failed' };
  }
  if (deployed.state === 'Failed') return { word: 'Failed', tone: 'bad' };
  if (directory === undefined) {
    return { word: 'Orphan', tone: 'warn', title: 'Deployed, and its lambda is gone' };
  }
  if (deployed.lastUpdateStatus === 'InProgress') return { word: 'Updating', tone: 'change' };
  if (overriddenAt !== undefined) {
    return {
      word: 'Working tree',
      tone: 'accent',
      title: 'Runs the code of the working tree in the place of the live version’s',
    };
  }
  return { word: deployed.state, tone: deployed.state === 'Active' ? 'good' : 'change' };
}
