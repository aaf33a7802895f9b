import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

const NowContext = createContext<() => Date>(() => new Date(Number.NaN));

export const NowProvider = NowContext.Provider;

/** The time of this machine, which the entry file gives. */
export const useNow = (): (() => Date) => useContext(NowContext);
