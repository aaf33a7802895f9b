/** What people are told. */
export interface News {
  /** Of the event: the same news again has the same. */
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

const subjects: Readonly<Record<string, string>> = {
  'Model trained': 'A new model is in service',
  'Model rejected': 'The new model was rejected',
};

/** The news in an event of retrain-model; undefined when it is none. */
export function readNews(event: unknown): News | undefined {
  const { source, id, detail, 'detail-type': type } = fieldsOf(event);
  const subject = subjects[String(type)];
  if (source !== 'retrain-model' || typeof id !== 'string' || subject === undefined) {
    return undefined;
  }
  const { trainedAt, rows, reason } = fieldsOf(detail);
  return {
    id,
    subject,
    text: `Trained at ${String(trainedAt)} from ${String(rows)} rows: ${String(reason)}.`,
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
