export type {
  BundleAnswer,
  EventsAnswer,
  FunctionsAnswer,
  FunctionSummary,
  GraphAnswer,
  GraphNode,
  HistoryAnswer,
  HistoryEntry,
  PlanState,
  SampleEvent,
  TriggerSummary,
} from './api/console-api.ts';
