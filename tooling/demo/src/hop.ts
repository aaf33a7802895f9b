/** What a function wrote to its log. */
export interface LogLine {
  readonly functionName: string;
  readonly level: string;
  readonly message: string;
  /** What else the line says. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A row that ingest has put into quarantine. */
export interface QuarantinedRow {
  readonly line: number;
  readonly text: string;
  readonly reasons: readonly string[];
}

/** What can be seen of the demonstration, in the order in which it happens. */
export type Hop =
  | { readonly type: 'started'; readonly url: string; readonly now: string }
  | {
      readonly type: 'deployed';
      /** What starts each function, in words. */
      readonly functions: readonly {
        readonly name: string;
        readonly startedBy: readonly string[];
      }[];
    }
  | { readonly type: 'uploaded'; readonly key: string; readonly rows: number }
  | {
      readonly type: 'stored';
      readonly keys: readonly string[];
      readonly quarantined: readonly QuarantinedRow[];
    }
  | {
      readonly type: 'asked';
      readonly question: object;
      readonly status: number;
      readonly answer: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'passed'; readonly from: string; readonly to: string }
  | { readonly type: 'logged'; readonly lines: readonly LogLine[] }
  | { readonly type: 'received'; readonly subject: string; readonly text: string };
