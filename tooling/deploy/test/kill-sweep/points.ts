import type { SeenRequest } from '../proxy.ts';
import { functionOf, isRead, nameRequest } from './name-request.ts';

/** A moment of a run that another run has too: a request, and which one of its name it is, from 1. */
export interface Point {
  readonly name: string;
  readonly turn: number;
}

/**
 * Names requests as they come. A read that only repeats what was asked about the same function right
 * before is a poll, whose number is the machine's affair: it is no point of its own.
 */
export function createPointCounter(
  functions: readonly string[],
): (seen: SeenRequest) => Point | undefined {
  const turns = new Map<string, number>();
  const last = new Map<string, string>();
  return (seen) => {
    const name = nameRequest(seen);
    const subject = functionOf(name, functions);
    if (isRead(name) && last.get(subject) === name) return undefined;
    last.set(subject, name);
    const turn = (turns.get(name) ?? 0) + 1;
    turns.set(name, turn);
    return { name, turn };
  };
}

/** The points of a whole run. */
export function pointsOf(
  requests: readonly SeenRequest[],
  functions: readonly string[],
): readonly Point[] {
  const count = createPointCounter(functions);
  return requests.flatMap((request) => count(request) ?? []);
}
