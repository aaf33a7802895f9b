import type { LocalEndpoints } from '../../gateway/answer-local.ts';
import type { LocalSchedules } from './local-schedules.ts';

/**
 * `GET /_local/schedules` answers `{"schedules": [ShownSchedule, …]}`,
 * `POST /_local/schedules/<group>/<name>/fire` a FiredSchedule.
 */
export function scheduleEndpoints(open: () => Promise<LocalSchedules>): LocalEndpoints {
  return {
    'GET /_local/schedules': async () => ({ schedules: (await open()).list() }),
    'POST /_local/schedules/*': async (rest) => {
      const [groupName = '', name = '', action, ...more] = rest.split('/');
      if (action !== 'fire' || more.length > 0) return undefined;
      return await (await open()).fire(groupName, name);
    },
  };
}
