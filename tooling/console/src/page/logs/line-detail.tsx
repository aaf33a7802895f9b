import type { LogLine } from '../live/log-buffer.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { indentJson } from '../parts/indent-json.ts';
import { LocalTime } from '../parts/local-time.tsx';

interface LineDetailProps {
  readonly line: LogLine;
  readonly onClose: () => void;
  readonly onFilter: (change: Readonly<Record<string, string>>) => void;
}

/** One line, whole. */
export function LineDetail({ line, onClose, onFilter }: LineDetailProps) {
  const { timestamp, source, requestId, message } = line;
  return (
    <section class="line-detail" aria-label="The line that is open">
      <div class="line-head">
        <LocalTime at={timestamp} />
        <button type="button" class="plain" onClick={() => onFilter({ function: source })}>
          Only {source}
        </button>
        {requestId !== undefined && (
          <button type="button" class="plain" onClick={() => onFilter({ text: requestId })}>
            Only this invocation
          </button>
        )}
        <button type="button" class="close" onClick={onClose}>
          Close
        </button>
      </div>
      <CodeBlock label="Message" text={indentJson(message.trimEnd())} />
    </section>
  );
}
