import { eventDescriptions, type EventDescription } from './event-descriptions.ts';
import { code, codeBlock, page } from './markdown.ts';

/** docs/reference/events.md. */
export function renderEvents(): string {
  const sections = Object.entries(eventDescriptions);
  const names = sections.map(([name]) => `[${name}](#${name.toLowerCase().replaceAll(' ', '-')})`);
  return page('Events', [
    `What a handler is given by each kind of trigger, and what becomes of its answer: ${names.join(', ')}.`,
    "The samples are those that `lambda new` writes. Tests hold their fields and types against what the local AWS sends, and that follows what AWS was seen to send. The types are those of `@types/aws-lambda`, which every lambda finds: `import type { SQSEvent } from 'aws-lambda';`. How triggers are declared stands in [triggers](../triggers.md).",
    'Each sample can be sent by hand: `lambda invoke <name> --event <file>`, with `-` for standard input.',
    ...sections.flatMap(([name, description]) => renderSection(name, description)),
  ]);
}

function renderSection(name: string, description: EventDescription): string[] {
  const { trigger, types, about, sample, answer, retries } = description;
  return [
    `## ${name}`,
    [
      `- Trigger: ${trigger.includes('`') ? trigger : code(trigger)}`,
      ...(types.length > 0 ? [`- Types: ${types.map(code).join(', ')}`] : []),
      `- Answer: ${answer}`,
      `- When it fails: ${retries}`,
    ].join('\n'),
    ...about,
    codeBlock('json', JSON.stringify(sample, null, 2)),
  ];
}
