import type { LocalObject } from '@tooling/core/local-api';
import { useEffect, useState } from 'preact/hooks';
import { AnswerError } from '../answers/ask.ts';
import { CodeBlock } from '../parts/code-block.tsx';
import { formatBytes } from '../parts/format-bytes.ts';
import { indentJson } from '../parts/indent-json.ts';
import { ErrorNote } from '../parts/notes.tsx';
import { readText } from './read-text.ts';

interface ObjectPreviewProps {
  readonly bucket: string;
  readonly objectKey: string;
  /** Absent when it stands on another page of the list. */
  readonly object: LocalObject | undefined;
  readonly closeHref: string;
}

type Preview =
  | { readonly state: 'loading' }
  | { readonly state: 'read'; readonly bytes: Uint8Array; readonly size: number }
  | { readonly state: 'failed'; readonly error: AnswerError };

/** Of an object that much is shown. */
const shownBytes = 64 * 1024;

/** The beginning of an object as text. It is never shown as a page, whatever it says it is. */
export function ObjectPreview({ bucket, objectKey, object, closeHref }: ObjectPreviewProps) {
  const [preview, setPreview] = useState<Preview>({ state: 'loading' });
  const path = `/_local/objects/${encodeURIComponent(bucket)}/${encodeURIComponent(objectKey)}`;
  const version = object?.lastModified;
  useEffect(() => {
    const leaving = new AbortController();
    readBytes(`${path}?limit=${shownBytes}`, leaving.signal).then(
      (read) => setPreview({ state: 'read', ...read }),
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        const told = error instanceof AnswerError ? error : new AnswerError(0, String(error));
        setPreview({ state: 'failed', error: told });
      },
    );
    return () => leaving.abort();
  }, [path, version]);

  return (
    <section class="preview" aria-label={`Object ${objectKey}`}>
      <div class="line-head">
        <h3>{objectKey}</h3>
        <a href={`${path}?limit=10000000`} download={objectKey.split('/').at(-1)}>
          Download
        </a>
        <a class="close" href={closeHref}>
          Close
        </a>
      </div>
      {preview.state === 'loading' && <p class="loading">Loading…</p>}
      {preview.state === 'failed' && (
        <ErrorNote title="The object cannot be read." error={preview.error} />
      )}
      {preview.state === 'read' && <Content bytes={preview.bytes} size={preview.size} />}
    </section>
  );
}

function Content({ bytes, size }: { readonly bytes: Uint8Array; readonly size: number }) {
  const text = readText(bytes);
  if (size === 0) return <p class="quiet">It is empty.</p>;
  if (text === undefined) return <p class="quiet">Binary, {formatBytes(size)}.</p>;
  return (
    <>
      <CodeBlock label="Content" text={size > bytes.length ? text : indentJson(text)} />
      {size > bytes.length && (
        <p class="quiet">
          The first {formatBytes(bytes.length)} of {formatBytes(size)}.
        </p>
      )}
    </>
  );
}

async function readBytes(path: string, signal: AbortSignal) {
  const response = await fetch(path, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new AnswerError(0, 'The local AWS does not answer.');
  });
  if (!response.ok) throw new AnswerError(response.status, await response.text());
  const bytes = await response.bytes();
  const size = Number(response.headers.get('x-local-size') ?? bytes.length);
  return { bytes, size };
}
