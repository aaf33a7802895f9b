import type { LocalSchedule, LocalSchedules } from '@tooling/core/local-api';
import { useMemo } from 'preact/hooks';
import { useAnswer } from '../answers/use-answer.ts';
import { Badge } from '../parts/badge.tsx';
import { formatDistance } from '../parts/format-time.ts';
import { LocalTime } from '../parts/local-time.tsx';
import { Answered, EmptyNote } from '../parts/notes.tsx';
import { FireButton } from './fire-button.tsx';
import { shortTarget } from './short-target.ts';

/** `/_local/clock`: the local AWS's own time, which may have been moved. */
interface ClockAnswer {
  readonly now: string;
}

/** When schedules fire next, the next one first, and a way not to wait for it. */
export function SchedulesPage() {
  const answer = useAnswer<LocalSchedules>('/_local/schedules', { everySeconds: 5 });
  const clock = useAnswer<ClockAnswer>('/_local/clock', { everySeconds: 5 });
  return (
    <div class="page">
      <h1>Schedules</h1>
      {clock.value && (
        <p class="quiet">
          The local AWS’s time is <LocalTime at={clock.value.now} />.
        </p>
      )}
      <Answered answer={answer} failure="The schedules cannot be read.">
        {({ schedules }) =>
          schedules.length === 0 ? (
            <EmptyNote title="There are no schedules">
              A trigger of type <code>schedule</code> in a <code>lambda.config.ts</code> makes one
              with the next deploy.
            </EmptyNote>
          ) : (
            <Schedules schedules={schedules} now={clock.value?.now} />
          )
        }
      </Answered>
    </div>
  );
}

interface SchedulesProps {
  readonly schedules: readonly LocalSchedule[];
  readonly now: string | undefined;
}

function Schedules({ schedules, now }: SchedulesProps) {
  const sorted = useMemo(() => schedules.toSorted(bySoonest), [schedules]);
  return (
    <ul class="cards">
      {sorted.map((schedule) => (
        <li key={schedule.arn} class="card">
          <div class="card-head">
            <h2>{schedule.name}</h2>
            {schedule.state === 'DISABLED' && <Badge tone="warn">Disabled</Badge>}
            {schedule.groupName !== 'default' && <span class="quiet">{schedule.groupName}</span>}
          </div>
          <dl class="facts facts-row">
            <div class="fact">
              <dt>Next</dt>
              <dd>
                {schedule.next === undefined ? (
                  'Does not fire any more'
                ) : (
                  <>
                    <LocalTime at={schedule.next} />{' '}
                    {now !== undefined && (
                      <span class="quiet">{formatDistance(schedule.next, new Date(now))}</span>
                    )}
                  </>
                )}
              </dd>
            </div>
            <div class="fact">
              <dt>Expression</dt>
              <dd>
                <code>{schedule.expression}</code>{' '}
                {!schedule.expression.startsWith('rate') && (
                  <span class="quiet">{schedule.timezone}</span>
                )}
              </dd>
            </div>
            <div class="fact">
              <dt>Starts</dt>
              <dd>
                <code title={schedule.targetArn}>{shortTarget(schedule.targetArn)}</code>
              </dd>
            </div>
          </dl>
          <FireButton schedule={schedule} />
        </li>
      ))}
    </ul>
  );
}

/** What does not fire any more comes last. */
function bySoonest(one: LocalSchedule, other: LocalSchedule): number {
  const [first, second] = [one.next ?? '9999', other.next ?? '9999'];
  if (first !== second) return first < second ? -1 : 1;
  return one.name < other.name ? -1 : 1;
}
