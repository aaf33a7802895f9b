export type {
  BundleAnswer,
  DeployedFunction,
  EventsAnswer,
  FunctionSummary,
  FunctionsAnswer,
  GraphAnswer,
  GraphNode,
  HistoryAnswer,
  HistoryEntry,
  PlanState,
  Problem,
  SampleEvent,
  TriggerSummary,
} from './api/console-api.ts';
export { createConsole, type Console, type ConsoleOptions } from './server/create-console.ts';
