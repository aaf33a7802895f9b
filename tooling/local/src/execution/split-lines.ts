import { StringDecoder } from 'node:string_decoder';
import { maxMessageBytes } from './telemetry-frames.ts';

export interface LineSplitter {
  write(chunk: Buffer): void;
  /** Emits what is left without its newline. */
  end(): void;
}

/** Cuts a stream into lines, newline included; a line over CloudWatch's limit comes in pieces. */
export function splitLines(emit: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const flush = () => {
    if (rest !== '') emit(rest);
    rest = '';
  };
  return {
    write(chunk) {
      const parts = decoder.write(chunk).split('\n');
      for (const part of parts.slice(0, -1)) {
        rest += `${part}\n`;
        flush();
      }
      rest += parts.at(-1) ?? '';
      if (rest.length >= maxMessageBytes) flush();
    },
    end() {
      rest += decoder.end();
      flush();
    },
  };
}
