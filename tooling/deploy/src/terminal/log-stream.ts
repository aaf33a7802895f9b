/** A line of a function's log, as it is shown. */
export interface StreamedLine {
  readonly functionName: string;
  readonly message: string;
}

/** Shows functions' lines as they come. */
export interface LogStream {
  take(line: StreamedLine): void;
  /** Says what was left out until now. */
  close(): void;
}

/** A function that floods its log has the rest in its log group. */
const mostLinesASecond = 200;
const mostLineCharacters = 2000;

/**
 * Of each function `mostLinesASecond` are shown, of each line `mostLineCharacters`; what is left out is
 * counted, and said once a second. So a flood costs whoever looks on no more than that, and no memory.
 */
export function createLogStream(show: (line: StreamedLine) => void): LogStream {
  const shown = new Map<string, number>();
  const dropped = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const endSecond = () => {
    timer = undefined;
    for (const [functionName, count] of dropped) {
      const lines = count === 1 ? '1 line' : `${count} lines`;
      show({ functionName, message: `… ${lines} left out; the log group has all of them` });
    }
    dropped.clear();
    shown.clear();
  };

  return {
    take({ functionName, message }) {
      timer ??= setTimeout(endSecond, 1000);
      const count = shown.get(functionName) ?? 0;
      if (count >= mostLinesASecond) {
        dropped.set(functionName, (dropped.get(functionName) ?? 0) + 1);
        return;
      }
      shown.set(functionName, count + 1);
      show({ functionName, message: cut(message) });
    },
    close() {
      clearTimeout(timer);
      endSecond();
    },
  };
}

function cut(message: string): string {
  const more = message.length - mostLineCharacters;
  return more > 0 ? `${message.slice(0, mostLineCharacters)}… (${more} characters more)` : message;
}
