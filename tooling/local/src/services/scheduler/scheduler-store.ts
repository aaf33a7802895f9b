import type { State } from '../../state/state.ts';
import type { GroupDocument, ScheduleDocument } from './schedule-document.ts';
import { noGroup } from './scheduler-errors.ts';

/** What the scheduler remembers. */
export interface SchedulerStore {
  find(groupName: string, name: string): ScheduleDocument | undefined;
  /** Sorted by group and name. */
  schedules(): readonly ScheduleDocument[];
  save(document: ScheduleDocument): Promise<void>;
  /** True when there was something to delete. */
  remove(document: Pick<ScheduleDocument, 'groupName' | 'name'>): Promise<boolean>;
  /** @throws AwsError ResourceNotFoundException */
  group(name: string): GroupDocument;
  hasGroup(name: string): boolean;
  /** Sorted by name, `default` among them. */
  groups(): readonly GroupDocument[];
  saveGroup(group: GroupDocument): Promise<void>;
  removeGroup(name: string): Promise<void>;
}

export const defaultGroup = 'default';

/** @param onChange - told of every schedule that was written or deleted */
export async function openSchedulerStore(
  state: State,
  onChange: (key: Pick<ScheduleDocument, 'groupName' | 'name'>) => void,
): Promise<SchedulerStore> {
  const schedules = await state.collection<ScheduleDocument>('scheduler/schedules');
  const groups = await state.collection<GroupDocument>('scheduler/groups');
  const groupOf = (name: string): GroupDocument | undefined =>
    groups.get(name) ?? (name === defaultGroup ? { name, tags: {} } : undefined);
  return {
    find: (groupName, name) => schedules.get(keyOf({ groupName, name })),
    schedules: () => schedules.list().map(([, document]) => document),
    async save(document) {
      await schedules.put(keyOf(document), document);
      onChange(document);
    },
    async remove(key) {
      const removed = await schedules.delete(keyOf(key));
      onChange(key);
      return removed;
    },
    group(name) {
      const group = groupOf(name);
      if (group === undefined) throw noGroup(name);
      return group;
    },
    hasGroup: (name) => groupOf(name) !== undefined,
    groups() {
      const written = groups.list().map(([, group]) => group);
      const all = groups.get(defaultGroup)
        ? written
        : [{ name: defaultGroup, tags: {} }, ...written];
      return all.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    saveGroup: (group) => groups.put(group.name, group),
    async removeGroup(name) {
      await groups.delete(name);
    },
  };
}

/** Neither name can hold a slash. */
export function keyOf({ groupName, name }: Pick<ScheduleDocument, 'groupName' | 'name'>): string {
  return `${groupName}/${name}`;
}
