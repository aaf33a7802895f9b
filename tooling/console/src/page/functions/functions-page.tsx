import type { FunctionsAnswer } from '../../api/console-api.ts';
import type { Answer } from '../answers/use-answer.ts';
import { Answered, EmptyNote, ProblemNote } from '../parts/notes.tsx';
import { FunctionDetail } from './function-detail.tsx';
import { FunctionList } from './function-list.tsx';

interface FunctionsPageProps {
  readonly answer: Answer<FunctionsAnswer>;
  /** `['predict', 'invoke']`: which lambda, and what of it. */
  readonly path: readonly string[];
}

/** All functions at the left, one of them at the right. */
export function FunctionsPage({ answer, path: [lambda, part] }: FunctionsPageProps) {
  return (
    <Answered answer={answer} failure="The functions cannot be read.">
      {({ functions, problem }) => {
        const open = functions.find((one) => one.lambda === lambda);
        return (
          <div class="functions">
            {problem && (
              <ProblemNote title="The workspace cannot be read as a whole." problem={problem} />
            )}
            <div class={lambda === undefined ? 'split' : 'split split-open'}>
              <div class="split-list">
                <h1 class="unseen">Functions</h1>
                <FunctionList functions={functions} selected={lambda} />
              </div>
              <div class="split-detail">
                {open && <FunctionDetail key={open.lambda} summary={open} part={part} />}
                {open === undefined && lambda !== undefined && (
                  <EmptyNote title={`There is no function “${lambda}”`}>
                    It may have been removed. <a href="#/functions">All functions</a>
                  </EmptyNote>
                )}
                {lambda === undefined && functions.length > 0 && (
                  <EmptyNote title="No function is selected">
                    Choose one from the list: arrow keys move, Enter opens, <kbd>/</kbd> searches.
                  </EmptyNote>
                )}
              </div>
            </div>
          </div>
        );
      }}
    </Answered>
  );
}
