import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Live, LiveState } from './live.ts';
import { useStore } from './store.ts';

const LiveContext = createContext<Live | undefined>(undefined);

export const LiveProvider = LiveContext.Provider;

/** What follows the server for as long as the page is open. */
export function useLiveFollower(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('Nothing is drawn outside of LiveProvider.');
  return live;
}

/** Whether the server is there. */
export function useLive(): LiveState {
  return useStore(useLiveFollower().state);
}
