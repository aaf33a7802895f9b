import type { LocalBucket, LocalBuckets } from '@tooling/core/local-api';
import { useAnswer } from '../answers/use-answer.ts';
import { formatBytes } from '../parts/format-bytes.ts';
import { LocalTime } from '../parts/local-time.tsx';
import { Answered, EmptyNote } from '../parts/notes.tsx';
import { Table } from '../parts/table.tsx';
import { hashOf } from '../route.ts';
import { ObjectsView } from './objects-view.tsx';

interface BucketsViewProps {
  /** The bucket that is open. */
  readonly name: string | undefined;
  readonly query: Readonly<Record<string, string>>;
}

export function BucketsView({ name, query }: BucketsViewProps) {
  const answer = useAnswer<LocalBuckets>(name === undefined ? '/_local/buckets' : undefined, {
    everySeconds: 5,
  });
  if (name !== undefined) return <ObjectsView key={name} bucket={name} query={query} />;
  return (
    <Answered answer={answer} failure="The buckets cannot be read.">
      {({ buckets }) =>
        buckets.length === 0 ? (
          <EmptyNote title="There are no buckets">
            <code>local</code> in <code>deploy.config.ts</code> names what the local AWS shall have,
            and every client of S3 can make one here.
          </EmptyNote>
        ) : (
          <Table
            label="Buckets"
            columns={[
              'Bucket',
              { title: 'Objects', isNumber: true },
              { title: 'Size', isNumber: true },
              'Versioning',
              'Made',
            ]}
          >
            {buckets.map((bucket) => (
              <BucketRow key={bucket.name} bucket={bucket} />
            ))}
          </Table>
        )
      }
    </Answered>
  );
}

function BucketRow({ bucket }: { readonly bucket: LocalBucket }) {
  return (
    <tr>
      <th scope="row">
        <a href={hashOf(['data', 'buckets', bucket.name])}>{bucket.name}</a>
      </th>
      <td class="number">{bucket.objects}</td>
      <td class="number">{formatBytes(bucket.bytes)}</td>
      <td>{bucket.versioning ?? 'Off'}</td>
      <td>
        <LocalTime at={bucket.createdAt} />
      </td>
    </tr>
  );
}
