import type { LocalObject, LocalObjects } from '@tooling/core/local-api';
import { useState } from 'preact/hooks';
import { useAnswer } from '../answers/use-answer.ts';
import { formatBytes } from '../parts/format-bytes.ts';
import { LocalTime } from '../parts/local-time.tsx';
import { Answered, EmptyNote } from '../parts/notes.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Table } from '../parts/table.tsx';
import { hashOf } from '../route.ts';
import { replaceRoute } from '../use-route.ts';
import { ObjectPreview } from './object-preview.tsx';

interface ObjectsViewProps {
  readonly bucket: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The objects of a bucket, page by page. */
export function ObjectsView({ bucket, query: { prefix = '', key } }: ObjectsViewProps) {
  const [pages, setPages] = useState<readonly string[]>([]);
  const search = new URLSearchParams({
    ...(prefix !== '' && { prefix }),
    ...(pages.length > 0 && { continuation: pages.at(-1) ?? '' }),
  });
  const answer = useAnswer<LocalObjects>(
    `/_local/buckets/${encodeURIComponent(bucket)}?${search.toString()}`,
    { everySeconds: 5 },
  );
  const place = ['data', 'buckets', bucket];
  return (
    <>
      <div class="bar">
        <h2 class="crumbs">
          <a href={hashOf(['data', 'buckets'])}>Buckets</a> <span aria-hidden="true">/</span>{' '}
          {bucket}
        </h2>
        <SearchField
          label="Keys that begin with"
          value={prefix}
          onInput={(value) => {
            setPages([]);
            replaceRoute(place, { prefix: value });
          }}
        />
      </div>
      {key !== undefined && (
        <ObjectPreview
          key={key}
          bucket={bucket}
          objectKey={key}
          object={answer.value?.objects.find((one) => one.key === key)}
          closeHref={hashOf(place, { prefix })}
        />
      )}
      <Answered answer={answer} failure="The objects cannot be read.">
        {({ objects, continuation }) => (
          <>
            {objects.length === 0 ? (
              <EmptyNote
                title={prefix === '' ? 'The bucket is empty' : `No key begins with “${prefix}”`}
              />
            ) : (
              <Table
                label={`Objects of ${bucket}`}
                columns={['Key', { title: 'Size', isNumber: true }, 'Type', 'Changed']}
              >
                {objects.map((object) => (
                  <ObjectRow
                    key={object.key}
                    object={object}
                    isOpen={object.key === key}
                    href={hashOf(place, { prefix, key: object.key })}
                  />
                ))}
              </Table>
            )}
            <div class="actions">
              {pages.length > 0 && (
                <button type="button" onClick={() => setPages(pages.slice(0, -1))}>
                  Page before
                </button>
              )}
              {continuation !== undefined && (
                <button type="button" onClick={() => setPages([...pages, continuation])}>
                  Next page
                </button>
              )}
            </div>
          </>
        )}
      </Answered>
    </>
  );
}

interface ObjectRowProps {
  readonly object: LocalObject;
  readonly isOpen: boolean;
  readonly href: string;
}

function ObjectRow({ object, isOpen, href }: ObjectRowProps) {
  return (
    <tr class={isOpen ? 'row-open' : undefined}>
      <th scope="row">
        <a href={href} aria-current={isOpen ? 'true' : undefined}>
          {object.key}
        </a>
      </th>
      <td class="number">{formatBytes(object.size)}</td>
      <td>{object.contentType}</td>
      <td>
        <LocalTime at={object.lastModified} />
      </td>
    </tr>
  );
}
